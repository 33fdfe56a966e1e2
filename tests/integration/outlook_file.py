"""Writes Outlook's letters: a compound file (MS-CFB, version 3) with the properties of MS-OXMSG."""

import struct
from dataclasses import dataclass, field

from compressed_rtf import compress

SECTOR, MINI, CUTOFF = 512, 64, 4096
END, FREE, FAT_SECTOR, NOTHING = 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFD, 0xFFFFFFFF
TEXT, BYTES, TIME, OBJECT = 0x001F, 0x0102, 0x0040, 0x000D


@dataclass
class Letter:
    """A letter with attachments: (name, bytes) or (name, Letter)."""

    subject: str
    body: str
    sender: tuple[str, str] = ("Білім бөлімі", "bilim@audan.example")
    recipient: tuple[str, str] = ("Мұрағат", "murazhai@audan.example")
    attachments: list = field(default_factory=list)
    html: bytes = b""
    rtf: bytes = b""

    def write(self, path):
        path.write_bytes(compound(self._storage(32)))

    def _storage(self, header):
        properties = {(0x0037, TEXT): self.subject, (0x0C1A, TEXT): self.sender[0], (0x0C1F, TEXT): self.sender[1]}
        if self.rtf:
            properties[0x1009, BYTES] = compress(self.rtf)
        else:
            properties[(0x1013, BYTES) if self.html else (0x1000, TEXT)] = self.html or self.body
        made = storage(properties, header)
        made["__recip_version1.0_#00000000"] = storage({(0x3001, TEXT): self.recipient[0], (0x3003, TEXT): self.recipient[1]}, 8)
        for number, (name, content) in enumerate(self.attachments):
            inner = isinstance(content, Letter)
            facts = {(0x3707, TEXT): name} if inner else {(0x3707, TEXT): name, (0x3701, BYTES): content}
            attachment = storage(facts, 8)
            if inner:
                attachment["__substg1.0_3701000D"] = content._storage(24)
            made[f"__attach_version1.0_#{number:08X}"] = attachment
        return made


def storage(properties, header):
    made, listed = {}, bytes(header)
    for (number, kind), value in properties.items():
        content = value.encode("utf-16-le") if kind == TEXT else value
        made[f"__substg1.0_{number:04X}{kind:04X}"] = content
        listed += struct.pack("<HHIII", kind, number, 6, len(content) + 2 * (kind == TEXT), 0)
    return {"__properties_version1.0": listed, **made}


def compound(root):
    """The bytes of a compound file of nested dicts, whose leaves are bytes."""
    entries = [["Root Entry", 5, NOTHING, NOTHING, NOTHING, END, 0]]
    sectors, fat, mini, mini_fat = [], [], b"", []

    def chain(content, size, table, place):
        count = -(-len(content) // size)
        start = len(table)
        table += [*range(start + 1, start + count), END] if count else []
        for number in range(count):
            place(content[number * size : (number + 1) * size].ljust(size, b"\0"))
        return start if count else END

    def add(folder):
        nonlocal mini
        children = []
        for name, content in sorted(folder.items(), key=lambda one: (len(one[0]), one[0].upper())):
            number = len(entries)
            children.append(number)
            if isinstance(content, dict):
                entries.append([name, 1, NOTHING, NOTHING, NOTHING, 0, 0])
                entries[number][4] = add(content)
            elif len(content) < CUTOFF:
                pieces = []
                entries.append([name, 2, NOTHING, NOTHING, NOTHING, chain(content, MINI, mini_fat, pieces.append), len(content)])
                mini += b"".join(pieces)
            else:
                entries.append([name, 2, NOTHING, NOTHING, NOTHING, chain(content, SECTOR, fat, sectors.append), len(content)])
        return balanced(children)

    def balanced(children):
        if not children:
            return NOTHING
        middle = len(children) // 2
        entries[children[middle]][2:4] = balanced(children[:middle]), balanced(children[middle + 1 :])
        return children[middle]

    entries[0][4] = add(root)
    entries[0][5:7] = chain(mini, SECTOR, fat, sectors.append), len(mini)
    mini_table = chain(struct.pack(f"<{len(mini_fat)}I", *mini_fat), SECTOR, fat, sectors.append)
    listed = b"".join(
        (name.encode("utf-16-le") + b"\0\0").ljust(64, b"\0")
        + struct.pack("<HBBIII16x4x16xIII", 2 * len(name) + 2, kind, 1, left, right, child, start, size, 0)
        for name, kind, left, right, child, start, size in entries
    )
    directory = chain(listed, SECTOR, fat, sectors.append)
    tables = 1
    while -(-(len(fat) + tables) // 128) > tables:
        tables += 1
    first_table = len(fat)
    fat += [FAT_SECTOR] * tables + [FREE] * (-(len(fat) + tables) % 128)
    sectors += [struct.pack("<128I", *fat[at : at + 128]) for at in range(0, len(fat), 128)]
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + struct.pack("<HHHHH6x", 0x3E, 3, 0xFFFE, 9, 6)
    header += struct.pack("<IIIIIIIII", 0, tables, directory, 0, CUTOFF, mini_table, -(-len(mini_fat) // 128), END, 0)
    header += struct.pack("<109I", *[*range(first_table, first_table + tables), *[FREE] * (109 - tables)])
    return header + b"".join(sectors)
