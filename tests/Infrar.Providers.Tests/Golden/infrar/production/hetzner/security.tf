resource "hcloud_ssh_key" "main" {
  name       = "infrar-production"
  public_key = var.ssh_public_key
  labels = {
    system      = "infrar"
    environment = "production"
    managed-by  = "infrar"
  }
}

# Guards the public side; the load balancer reaches the servers over the private network.
resource "hcloud_firewall" "main" {
  name = "infrar-production"
  labels = {
    system      = "infrar"
    environment = "production"
    managed-by  = "infrar"
  }

  rule {
    description     = "Name servers"
    direction       = "out"
    protocol        = "tcp"
    port            = "53"
    destination_ips = ["0.0.0.0/0", "::/0"]
  }

  rule {
    description     = "Name servers"
    direction       = "out"
    protocol        = "udp"
    port            = "53"
    destination_ips = ["0.0.0.0/0", "::/0"]
  }

  rule {
    description     = "Package archives"
    direction       = "out"
    protocol        = "tcp"
    port            = "80"
    destination_ips = ["0.0.0.0/0", "::/0"]
  }

  rule {
    description     = "Time servers"
    direction       = "out"
    protocol        = "udp"
    port            = "123"
    destination_ips = ["0.0.0.0/0", "::/0"]
  }

  rule {
    description     = "Calls that components make"
    direction       = "out"
    protocol        = "tcp"
    port            = "443"
    destination_ips = ["0.0.0.0/0", "::/0"]
  }
}
