package generator

import "sync"

// parallel calls do with 0 to n-1, all at a time, and returns when they are done.
func parallel(n int, do func(i int)) {
	var all sync.WaitGroup
	all.Add(n)
	for i := range n {
		go func() {
			defer all.Done()
			do(i)
		}()
	}
	all.Wait()
}
