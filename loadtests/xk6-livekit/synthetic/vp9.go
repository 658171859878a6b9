package synthetic

// NewVP9 makes VP9 of profile 0 in one layer: the uncompressed header of its bitstream specification, section 6.2, as far
// as a payloader reads it. size: bytes of a frame between key frames.
func NewVP9(width, height, size int) Video {
	var key bitWriter
	key.put(0b10, 2) // frame_marker
	key.put(0, 2)    // profile
	key.put(0, 1)    // show_existing_frame
	key.put(0, 1)    // frame_type: key
	key.put(1, 1)    // show_frame
	key.put(0, 1)    // error_resilient_mode
	key.put(0x498342, 24)
	key.put(2, 3) // color_space: BT.709
	key.put(0, 1) // color_range
	key.put(uint64(width-1), 16)
	key.put(uint64(height-1), 16)
	key.put(0, 1) // render_and_frame_size_different

	var delta bitWriter
	delta.put(0b10, 2)
	delta.put(0, 2)
	delta.put(0, 1)
	delta.put(1, 1) // frame_type: not key
	delta.put(1, 1) // show_frame
	delta.put(0, 1)
	return newPair(size, key.bytes, delta.bytes)
}

// bitWriter writes the highest bit first.
type bitWriter struct {
	bytes []byte
	used  int
}

func (w *bitWriter) put(value uint64, bits int) {
	for bits--; bits >= 0; bits-- {
		if w.used%8 == 0 {
			w.bytes = append(w.bytes, 0)
		}
		w.bytes[w.used/8] |= byte(value>>bits&1) << (7 - w.used%8)
		w.used++
	}
}
