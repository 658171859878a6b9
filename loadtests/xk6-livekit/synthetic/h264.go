package synthetic

var (
	startCode = []byte{0, 0, 0, 1}
	// Baseline, level 3.1, 1280x720. A server looks for its presence, not for the size in it.
	sps = []byte{0x67, 0x42, 0xe0, 0x1f, 0x8c, 0x8d, 0x40, 0x50, 0x1e, 0xd0, 0x0f, 0x08, 0x84, 0x6a}
	pps = []byte{0x68, 0xce, 0x3c, 0x80}
)

const (
	sliceHeader = 0x41 // nal_ref_idc 2, type 1: a slice of another picture
	idrHeader   = 0x65 // nal_ref_idc 3, type 5: a slice of a key frame
)

// NewH264 makes H.264 in Annex B format: SPS, PPS and an IDR slice in a key frame, else one slice. size: bytes of a
// frame between key frames.
func NewH264(size int) Video {
	var key []byte
	for _, unit := range [][]byte{sps, pps, {idrHeader}} {
		key = append(append(key, startCode...), unit...)
	}
	return newPair(size, key, append(append([]byte(nil), startCode...), sliceHeader))
}
