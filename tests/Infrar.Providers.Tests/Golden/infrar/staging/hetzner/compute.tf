resource "hcloud_primary_ip" "main" {
  name          = "infrar-staging-main"
  type          = "ipv4"
  location      = "fsn1"
  assignee_type = "server"
  auto_delete   = false
  labels = {
    system      = "infrar"
    environment = "staging"
    managed-by  = "infrar"
    group       = "main"
  }
}

resource "hcloud_server" "main" {
  name         = "infrar-staging-main"
  server_type  = "cx33"
  image        = "ubuntu-24.04"
  location     = "fsn1"
  ssh_keys     = [hcloud_ssh_key.main.id]
  firewall_ids = [hcloud_firewall.main.id]
  backups      = true
  labels = {
    system      = "infrar"
    environment = "staging"
    managed-by  = "infrar"
    group       = "main"
  }
  user_data = templatefile("${path.module}/servers/main/cloud-init.yaml.tftpl", {
    compose   = file("${path.module}/servers/main/compose.yaml")
    caddyfile = file("${path.module}/servers/main/Caddyfile")
    database  = hcloud_volume.database.id
  })

  public_net {
    ipv4_enabled = true
    ipv4         = hcloud_primary_ip.main.id
    ipv6_enabled = false
  }

  network {
    subnet_id = hcloud_network_subnet.main.id
    ip        = "10.1.1.10"
  }
}
