hang
