#!/bin/sh
# The default model's recipe for a rented GPU: data goes there in parts of 60 MiB, and training in as many commands as
# there is time for. PYTHON names a Python with PyTorch 2 and NumPy (python3 by default).
#   on-gpu.sh pack PREPARED PARTS       here: prepare.py's folder to PARTS/data.00, data.01 ... of 60 MiB
#   on-gpu.sh take PART DATA            there, for each part in order: adds it to DATA/data.tar.xz
#   on-gpu.sh unpack DATA               there, after the last part
#   on-gpu.sh train DATA RUN SECONDS    there, as often as there is time; goes on exactly where it stopped
#   on-gpu.sh anneal DATA RUN PIECES SECONDS   there: falls to rate zero over PIECES; call again if SECONDS ran out
#   on-gpu.sh finish RUN VOCAB OUT      there: OUT gets the model folder and the logs
# Settings (environment): LAYERS HIDDEN HEADS POSITIONS BATCH RATE MIX.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
python=${PYTHON:-python3}
mix=${MIX:-encyclopedia=0.3,news=0.04,conversation=0.16,everyday=0.08,technical=0.17,literature=0.25}
train() {
    "$python" "$here/train.py" --layers "${LAYERS:-12}" --hidden "${HIDDEN:-384}" --heads "${HEADS:-6}" \
        --positions "${POSITIONS:-128}" --batch-pieces "${BATCH:-65536}" --rate "${RATE:-0.0015}" \
        --warmup-pieces 20000000 --mix "$mix" --pair-rate 0.1 --sampled 0 --checkpoint-seconds 120 "$@"
}
case ${1:-} in
pack)
    mkdir -p "$3"
    (cd "$2" && tar -c -- *.ids *.lines *.heldout.txt $(ls | grep -x vocabulary.json)) | xz -2 -T0 | split -b 60m -d - "$3/data."
    ls -l "$3" ;;
take) mkdir -p "$3"; cat "$2" >> "$3/data.tar.xz" ;;
unpack) xz -dc "$2/data.tar.xz" | tar -x -C "$2"; rm "$2/data.tar.xz"; ls -l "$2" ;;
train) train --data "$2" --out "$3" --seconds "$4" ;;
anneal) train --data "$2" --out "$3-annealed" --from "$3/latest.pt" --anneal-pieces "$4" --seconds "$5" ;;
finish)
    "$python" "$here/export.py" --checkpoint "$2-annealed/latest.pt" --vocab "$3" --out "$4"
    cp "$2/log.jsonl" "$4/train.jsonl"
    cp "$2-annealed/log.jsonl" "$4/anneal.jsonl" ;;
*) sed -n '2,11p' "$0"; exit 2 ;;
esac
