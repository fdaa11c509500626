resource "hcloud_primary_ip" "main" {
  name          = "infrar-production-main"
  type          = "ipv4"
  location      = "fsn1"
  assignee_type = "server"
  auto_delete   = false
  labels = {
    system      = "infrar"
    environment = "production"
    managed-by  = "infrar"
    group       = "main"
  }
}

resource "hcloud_server" "main" {
  name         = "infrar-production-main"
  server_type  = "cx53"
  image        = "ubuntu-24.04"
  location     = "fsn1"
  ssh_keys     = [hcloud_ssh_key.main.id]
  firewall_ids = [hcloud_firewall.main.id]
  backups      = true
  labels = {
    system      = "infrar"
    environment = "production"
    managed-by  = "infrar"
    group       = "main"
  }
  user_data = templatefile("${path.module}/servers/main/cloud-init.yaml.tftpl", {
    compose   = file("${path.module}/servers/main/compose.yaml")
    caddyfile = file("${path.module}/servers/main/Caddyfile")
    database  = hcloud_volume.database.id
    images    = hcloud_volume.images.id
  })

  public_net {
    ipv4_enabled = true
    ipv4         = hcloud_primary_ip.main.id
    ipv6_enabled = false
  }

  network {
    subnet_id = hcloud_network_subnet.main.id
    ip        = "10.0.11.10"
  }
}
