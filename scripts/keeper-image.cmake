# Writes IMAGE: SOURCE, which takes in the file KEEPER, headed by that file's checksum.
file(SHA256 "${KEEPER}" sum)
file(READ "${SOURCE}" source)
file(WRITE "${IMAGE}" "// ${sum}\n${source}")
