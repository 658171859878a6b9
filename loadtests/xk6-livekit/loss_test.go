package livekit

import "testing"

func TestLossCounter(t *testing.T) {
	span := func(from, to int) (numbers []uint16) {
		for n := from; n < to; n++ {
			numbers = append(numbers, uint16(n))
		}
		return numbers
	}
	join := func(parts ...[]uint16) (all []uint16) {
		for _, part := range parts {
			all = append(all, part...)
		}
		return all
	}
	for name, test := range map[string]struct {
		numbers  []uint16
		underWay uint64
		received uint64
		lost     uint64
		repeated uint64
		late     uint64
		gaps     uint64
	}{
		"nothing":                           {},
		"one":                               {numbers: span(7, 8), received: 1},
		"in order":                          {numbers: span(0, 5000), received: 5000},
		"across the wrap":                   {numbers: span(65000, 66000), received: 1000},
		"twice across the wrap":             {numbers: span(0, 140_000), received: 140_000},
		"one missing":                       {numbers: join(span(0, 10), span(11, 20)), received: 19, lost: 1},
		"one missing at the wrap":           {numbers: join(span(65500, 65536), span(65537, 65600)), received: 99, lost: 1},
		"reordered":                         {numbers: []uint16{1, 3, 2, 5, 4, 6}, received: 6},
		"reordered across the wrap":         {numbers: []uint16{65534, 0, 65535, 1}, received: 4},
		"repeated, and it was there":        {numbers: []uint16{1, 2, 2, 3, 1}, received: 3, repeated: 2},
		"repeated on request, fills":        {numbers: join(span(0, 100), span(101, 300), []uint16{100}), received: 300},
		"repeated on request, twice":        {numbers: []uint16{1, 3, 2, 2}, received: 3, repeated: 1},
		"missing but under way":             {numbers: join(span(0, 10), span(11, 15)), underWay: 10, received: 14},
		"missing before what is under way":  {numbers: join(span(0, 10), span(11, 100)), underWay: 10, received: 99, lost: 1},
		"before the first":                  {numbers: []uint16{100, 99, 101}, received: 2, late: 1},
		"two in a row are no gap":           {numbers: join(span(0, 10), span(12, 20)), received: 18, lost: 2},
		"three in a row are one":            {numbers: join(span(0, 10), span(13, 20)), received: 17, lost: 3, gaps: 1},
		"thirty in a row are one":           {numbers: join(span(0, 10), span(40, 50)), received: 20, lost: 30, gaps: 1},
		"two gaps":                          {numbers: join(span(0, 10), span(13, 20), span(24, 30)), received: 23, lost: 7, gaps: 2},
		"more missing than the window":      {numbers: join(span(0, 10), span(5010, 5020)), received: 20, lost: 5000, gaps: 1},
		"one missing, long ago":             {numbers: join(span(0, 10), span(11, 9000)), underWay: 400, received: 8999, lost: 1},
		"comes after it left the window":    {numbers: join(span(0, 10), span(11, 3000), []uint16{10}), received: 2999, lost: 1, late: 1},
		"comes just inside the window":      {numbers: join(span(0, 10), span(11, 1034), []uint16{10}), underWay: 1024, received: 1034},
		"every second one":                  {numbers: []uint16{0, 2, 4, 6, 8}, received: 5, lost: 4},
		"window slides over an old bit set": {numbers: join(span(0, 2000), span(2001, 4000)), received: 3999, lost: 1},
	} {
		t.Run(name, func(t *testing.T) {
			var c lossCounter
			for _, number := range test.numbers {
				c.add(number)
			}
			c.settle(test.underWay)
			if c.received != test.received || c.lost != test.lost || c.repeated != test.repeated || c.late != test.late || c.gaps != test.gaps {
				t.Errorf("received %d lost %d repeated %d late %d gaps %d; want %d %d %d %d %d",
					c.received, c.lost, c.repeated, c.late, c.gaps,
					test.received, test.lost, test.repeated, test.late, test.gaps)
			}
		})
	}
}

// A counter asked often must say the same as one asked once: nothing is judged twice.
func TestLossCounterSettledOftenSaysTheSame(t *testing.T) {
	var often, once lossCounter
	for n := range 20_000 {
		if n%97 == 3 || n%1013 < 4 {
			continue
		}
		often.add(uint16(n))
		once.add(uint16(n))
		if n%50 == 0 {
			often.settle(25)
		}
	}
	often.settle(0)
	once.settle(0)
	if often.lost != once.lost || often.received != once.received || often.gaps != once.gaps || once.lost < 200 {
		t.Errorf("often: received %d lost %d gaps %d; once: %d %d %d",
			often.received, often.lost, often.gaps, once.received, once.lost, once.gaps)
	}
	if sum := often.received + often.lost; sum != 20_000-4 { // the first four never came: nobody can know of them
		t.Errorf("%d judged of %d", sum, 20_000-4)
	}
}

func BenchmarkLossCounterAdd(b *testing.B) {
	var c lossCounter
	for n := range b.N {
		c.add(uint16(n))
	}
}
