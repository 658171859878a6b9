// Command interop checks an audit log with golang.org/x/mod/sumdb and transparency-dev/formats alone: nothing here was written
// for Sabha's formats but the order of the calls. It prints "ok" and the root, or says what failed and exits with 1.
package main

import (
	"bytes"
	"encoding/base64"
	"encoding/binary"
	"errors"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	formats "github.com/transparency-dev/formats/note"
	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

var (
	folder  = flag.String("log", "", "folder of the log, laid out as c2sp.org/tlog-tiles says")
	key     = flag.String("key", "", "verifier key of the log")
	witness = flag.String("witness", "", "verifier key of a witness that must have cosigned (optional)")
	since   = flag.String("since", "", "file with an older checkpoint of the log (optional)")
)

func main() {
	flag.Parse()
	root, err := check()
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	fmt.Println("ok", root)
}

func check() (tlog.Hash, error) {
	signed, err := os.ReadFile(filepath.Join(*folder, "checkpoint"))
	if err != nil {
		return tlog.Hash{}, err
	}
	tree, err := open(signed)
	if err != nil {
		return tlog.Hash{}, fmt.Errorf("checkpoint: %w", err)
	}
	if tree.N == 0 {
		return tree.Hash, nil
	}
	hashes := tlog.TileHashReader(tree, tiles{})
	entries, err := leaves(tree.N)
	if err != nil {
		return tlog.Hash{}, err
	}
	for index, entry := range entries {
		// TileHashReader believes no tile that does not lead to the root.
		proof, err := tlog.ProveRecord(tree.N, int64(index), hashes)
		if err != nil {
			return tlog.Hash{}, fmt.Errorf("inclusion of %d: %w", index, err)
		}
		if err := tlog.CheckRecord(proof, tree.N, tree.Hash, int64(index), tlog.RecordHash(entry)); err != nil {
			return tlog.Hash{}, fmt.Errorf("inclusion of %d: %w", index, err)
		}
	}
	if *since == "" {
		return tree.Hash, nil
	}
	older, err := os.ReadFile(*since)
	if err != nil {
		return tlog.Hash{}, err
	}
	before, err := open(older)
	if err != nil {
		return tlog.Hash{}, fmt.Errorf("older checkpoint: %w", err)
	}
	if before.N > tree.N {
		return tlog.Hash{}, fmt.Errorf("consistency: the log had %d entries and has %d", before.N, tree.N)
	}
	proof, err := tlog.ProveTree(tree.N, before.N, hashes)
	if err != nil {
		return tlog.Hash{}, fmt.Errorf("consistency: %w", err)
	}
	if err := tlog.CheckTree(proof, tree.N, tree.Hash, before.N, before.Hash); err != nil {
		return tlog.Hash{}, fmt.Errorf("consistency: %w", err)
	}
	return tree.Hash, nil
}

// open verifies the signatures and reads size and root.
func open(signed []byte) (tlog.Tree, error) {
	verifier, err := note.NewVerifier(*key)
	if err != nil {
		return tlog.Tree{}, err
	}
	verifiers := []note.Verifier{verifier}
	if *witness != "" {
		cosigner, err := formats.NewVerifierForCosignatureV1(*witness)
		if err != nil {
			return tlog.Tree{}, err
		}
		verifiers = append(verifiers, cosigner)
	}
	opened, err := note.Open(signed, note.VerifierList(verifiers...))
	if err != nil {
		return tlog.Tree{}, err
	}
	for _, wanted := range verifiers {
		if !signedBy(opened, wanted) {
			return tlog.Tree{}, fmt.Errorf("not signed by %s", wanted.Name())
		}
	}
	return parse(opened.Text, verifier.Name())
}

func signedBy(opened *note.Note, wanted note.Verifier) bool {
	for _, signature := range opened.Sigs {
		if signature.Name == wanted.Name() && signature.Hash == wanted.KeyHash() {
			return true
		}
	}
	return false
}

func parse(text, origin string) (tlog.Tree, error) {
	lines := strings.Split(text, "\n")
	if len(lines) != 4 || lines[0] != origin {
		return tlog.Tree{}, errors.New("not a checkpoint of this log")
	}
	var tree tlog.Tree
	if _, err := fmt.Sscanf(lines[1], "%d", &tree.N); err != nil {
		return tlog.Tree{}, err
	}
	root, err := base64.StdEncoding.DecodeString(lines[2])
	if err != nil || copy(tree.Hash[:], root) != len(tree.Hash) {
		return tlog.Tree{}, errors.New("no root in the checkpoint")
	}
	return tree, nil
}

// leaves reads every entry out of its bundle.
func leaves(size int64) ([][]byte, error) {
	var entries [][]byte
	for n := int64(0); n*256 < size; n++ {
		width := min(256, size-n*256)
		path := strings.Replace(tlog.Tile{H: 8, L: -1, N: n, W: int(width)}.Path(), "tile/8/data/", "tile/entries/", 1)
		bundle, err := os.ReadFile(filepath.Join(*folder, path))
		if err != nil {
			return nil, err
		}
		reader := bytes.NewReader(bundle)
		for reader.Len() > 0 {
			var length uint16
			if err := binary.Read(reader, binary.BigEndian, &length); err != nil {
				return nil, err
			}
			entry := make([]byte, length)
			if _, err := reader.Read(entry); err != nil && length > 0 {
				return nil, err
			}
			entries = append(entries, entry)
		}
	}
	if int64(len(entries)) != size {
		return nil, fmt.Errorf("%d entries where the checkpoint stands for %d", len(entries), size)
	}
	return entries, nil
}

// tiles reads tiles from the folder, whose paths have no height in them.
type tiles struct{}

func (tiles) Height() int { return 8 }

func (tiles) ReadTiles(wanted []tlog.Tile) ([][]byte, error) {
	data := make([][]byte, len(wanted))
	for i, tile := range wanted {
		path := strings.Replace(tile.Path(), "tile/8/", "tile/", 1)
		bytes, err := os.ReadFile(filepath.Join(*folder, path))
		if err != nil {
			return nil, err
		}
		data[i] = bytes
	}
	return data, nil
}

func (tiles) SaveTiles([]tlog.Tile, [][]byte) {}
