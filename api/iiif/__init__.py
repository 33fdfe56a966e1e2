"""The International Image Interoperability Framework: requests and documents of its specifications, version 3 and Search 2."""
