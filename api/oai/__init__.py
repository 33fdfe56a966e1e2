"""The Open Archives Initiative Protocol for Metadata Harvesting 2.0. https://www.openarchives.org/OAI/openarchivesprotocol.html"""
