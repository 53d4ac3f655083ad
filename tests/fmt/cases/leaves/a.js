leave now
