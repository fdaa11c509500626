### compute.tf
resource "hcloud_placement_group" "main" {
  name = "shop-production"
  type = "spread"
  labels = {
    system      = "shop"
    environment = "production"
    managed-by  = "infrar"
  }
}

resource "hcloud_primary_ip" "main" {
  name          = "shop-production-main"
  type          = "ipv4"
  location      = "fsn1"
  assignee_type = "server"
  auto_delete   = false
  labels = {
    system      = "shop"
    environment = "production"
    managed-by  = "infrar"
    group       = "main"
  }
}

resource "hcloud_server" "main" {
  name               = "shop-production-main"
  server_type        = "cx33"
  image              = "ubuntu-24.04"
  location           = "fsn1"
  ssh_keys           = [hcloud_ssh_key.main.id]
  firewall_ids       = [hcloud_firewall.main.id]
  placement_group_id = hcloud_placement_group.main.id
  backups            = false
  labels = {
    system      = "shop"
    environment = "production"
    managed-by  = "infrar"
    group       = "main"
  }
  user_data = templatefile("${path.module}/servers/main/cloud-init.yaml.tftpl", {
    compose   = file("${path.module}/servers/main/compose.yaml")
    caddyfile = file("${path.module}/servers/main/Caddyfile")
  })

  public_net {
    ipv4_enabled = true
    ipv4         = hcloud_primary_ip.main.id
    ipv6_enabled = false
  }

  network {
    subnet_id = hcloud_network_subnet.main.id
    ip        = "10.0.1.10"
  }
}

resource "hcloud_primary_ip" "data" {
  name          = "shop-production-data"
  type          = "ipv4"
  location      = "fsn1"
  assignee_type = "server"
  auto_delete   = false
  labels = {
    system      = "shop"
    environment = "production"
    managed-by  = "infrar"
    group       = "data"
  }
}

resource "hcloud_server" "data" {
  name               = "shop-production-data"
  server_type        = "ccx13"
  image              = "ubuntu-24.04"
  location           = "fsn1"
  ssh_keys           = [hcloud_ssh_key.main.id]
  firewall_ids       = [hcloud_firewall.main.id]
  placement_group_id = hcloud_placement_group.main.id
  backups            = true
  labels = {
    system      = "shop"
    environment = "production"
    managed-by  = "infrar"
    group       = "data"
  }
  user_data = templatefile("${path.module}/servers/data/cloud-init.yaml.tftpl", {
    compose  = file("${path.module}/servers/data/compose.yaml")
    database = hcloud_volume.database.id
  })

  public_net {
    ipv4_enabled = true
    ipv4         = hcloud_primary_ip.data.id
    ipv6_enabled = false
  }

  network {
    subnet_id = hcloud_network_subnet.main.id
    ip        = "10.0.1.11"
  }
}
### load_balancer.tf
resource "hcloud_load_balancer" "main" {
  name               = "shop-production"
  load_balancer_type = "lb11"
  location           = "fsn1"
  labels = {
    system      = "shop"
    environment = "production"
    managed-by  = "infrar"
  }
}

resource "hcloud_load_balancer_network" "main" {
  load_balancer_id = hcloud_load_balancer.main.id
  subnet_id        = hcloud_network_subnet.main.id
}

resource "hcloud_load_balancer_target" "main" {
  type             = "server"
  load_balancer_id = hcloud_load_balancer.main.id
  server_id        = hcloud_server.main.id
  use_private_ip   = true
  depends_on       = [hcloud_load_balancer_network.main]
}

resource "hcloud_managed_certificate" "main" {
  name         = "shop-production"
  domain_names = ["api.shop.example"]
  labels = {
    system      = "shop"
    environment = "production"
    managed-by  = "infrar"
  }
}

resource "hcloud_load_balancer_service" "main" {
  load_balancer_id = hcloud_load_balancer.main.id
  protocol         = "https"
  listen_port      = 443
  destination_port = 80

  http {
    certificates  = [hcloud_managed_certificate.main.id]
    redirect_http = true
  }

  health_check {
    protocol = "http"
    port     = 80
    interval = 30
    timeout  = 5
    retries  = 3

    http {
      domain       = "api.shop.example"
      path         = "/health"
      status_codes = ["2??", "3??"]
    }
  }
}
### network.tf
resource "hcloud_network" "main" {
  name     = "shop-production"
  ip_range = "10.0.0.0/16"
  labels = {
    system      = "shop"
    environment = "production"
    managed-by  = "infrar"
  }
}

resource "hcloud_network_subnet" "main" {
  network_id   = hcloud_network.main.id
  type         = "cloud"
  network_zone = "eu-central"
  ip_range     = "10.0.1.0/24"
}
### outputs.tf
output "load_balancer_ipv4" {
  description = "Address that the system's domains point to."
  value       = hcloud_load_balancer.main.ipv4
}
### providers.tf
provider "hcloud" {}
### security.tf
resource "hcloud_ssh_key" "main" {
  name       = "shop-production"
  public_key = var.ssh_public_key
  labels = {
    system      = "shop"
    environment = "production"
    managed-by  = "infrar"
  }
}

# Guards the public side; the load balancer reaches the servers over the private network.
resource "hcloud_firewall" "main" {
  name = "shop-production"
  labels = {
    system      = "shop"
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
### servers/data/cloud-init.yaml.tftpl
#cloud-config
# Starts the components of data with Docker Compose.
timezone: UTC
package_update: true
packages:
  - cron
  - docker.io
  - docker-compose-v2
write_files:
  - path: /opt/infrar/compose.yaml
    permissions: "0644"
    encoding: b64
    content: ${base64encode(compose)}
  - path: /opt/infrar/start
    permissions: "0755"
    content: |
      #!/bin/sh
      set -eu
      until [ -e /dev/disk/by-id/scsi-0HC_Volume_${database} ]; do sleep 2; done
      mkdir -p /srv/infrar/database
      grep -q ' /srv/infrar/database ' /etc/fstab || echo "/dev/disk/by-id/scsi-0HC_Volume_${database} /srv/infrar/database ext4 discard,x-systemd.required-by=docker.service,x-systemd.before=docker.service 0 2" >> /etc/fstab
      mountpoint -q /srv/infrar/database || mount /srv/infrar/database
      until [ -e /etc/infrar/database.env ]; do sleep 10; done
      exec docker compose --project-directory /opt/infrar up --detach --remove-orphans
  - path: /etc/systemd/system/infrar.service
    permissions: "0644"
    content: |
      [Unit]
      Description=Components of this server
      After=docker.service network-online.target
      Wants=docker.service network-online.target

      [Service]
      Type=oneshot
      RemainAfterExit=true
      ExecStart=/opt/infrar/start
      TimeoutStartSec=infinity
      Restart=on-failure
      RestartSec=10

      [Install]
      WantedBy=multi-user.target
  - path: /opt/infrar/backup
    permissions: "0755"
    content: |
      #!/bin/sh
      set -eu
      mkdir -p /srv/infrar/backups
      docker compose --project-directory /opt/infrar exec -T database pg_dumpall -U shop > /srv/infrar/backups/database.part
      gzip -c /srv/infrar/backups/database.part > /srv/infrar/backups/database-$(date +%F).sql.gz
      rm /srv/infrar/backups/database.part
      find /srv/infrar/backups -name 'database-*.sql.gz' -mtime +7 -delete
  - path: /etc/cron.d/infrar
    permissions: "0644"
    content: |
      30 01 * * * root /opt/infrar/backup
runcmd:
  - systemctl daemon-reload
  - systemctl enable --now --no-block infrar.service
### servers/data/compose.yaml
# What runs on the server shop-production-data: written by infrar generate from the manifest.

services:
  database:
    image: postgres:15
    restart: unless-stopped
    environment:
      PGDATA: /var/lib/postgresql/data/pgdata
      POSTGRES_DB: shop
      POSTGRES_USER: shop
    env_file:
      - /etc/infrar/database.env
    ports:
      - "10.0.1.11:5432:5432"
    volumes:
      - /srv/infrar/database:/var/lib/postgresql/data
    deploy:
      resources:
        limits:
          cpus: "2"
          memory: "4096M"
### servers/main/Caddyfile
# Requests come from the load balancer, which ends TLS.
{
	auto_https off
}

http://api.shop.example {
	reverse_proxy api:8080
}
### servers/main/cloud-init.yaml.tftpl
#cloud-config
# Starts the components of main with Docker Compose.
timezone: UTC
package_update: true
packages:
  - cron
  - docker.io
  - docker-compose-v2
write_files:
  - path: /opt/infrar/compose.yaml
    permissions: "0644"
    encoding: b64
    content: ${base64encode(compose)}
  - path: /opt/infrar/Caddyfile
    permissions: "0644"
    encoding: b64
    content: ${base64encode(caddyfile)}
  - path: /opt/infrar/start
    permissions: "0755"
    content: |
      #!/bin/sh
      set -eu
      until [ -e /etc/infrar/api.env ]; do sleep 10; done
      exec docker compose --project-directory /opt/infrar up --detach --remove-orphans
  - path: /etc/systemd/system/infrar.service
    permissions: "0644"
    content: |
      [Unit]
      Description=Components of this server
      After=docker.service network-online.target
      Wants=docker.service network-online.target

      [Service]
      Type=oneshot
      RemainAfterExit=true
      ExecStart=/opt/infrar/start
      TimeoutStartSec=infinity
      Restart=on-failure
      RestartSec=10

      [Install]
      WantedBy=multi-user.target
runcmd:
  - systemctl daemon-reload
  - systemctl enable --now --no-block infrar.service
### servers/main/compose.yaml
# What runs on the server shop-production-main: written by infrar generate from the manifest.

services:
  api:
    image: ghcr.io/acme/api:v1
    restart: unless-stopped
    environment:
      CACHE_HOST: $${cache.host}
      DATABASE_URL: postgres://10.0.1.11:5432/shop
      NOTE: plain
    env_file:
      - /etc/infrar/api.env
    deploy:
      replicas: 2
      resources:
        limits:
          cpus: "1"
          memory: "2048M"

  infrar-proxy:
    image: caddy:2
    restart: unless-stopped
    ports:
      - "10.0.1.10:80:80"
    volumes:
      - /opt/infrar/Caddyfile:/etc/caddy/Caddyfile:ro
### storage.tf
resource "hcloud_volume" "database" {
  name     = "shop-production-database"
  size     = 100
  location = "fsn1"
  format   = "ext4"
  labels = {
    system      = "shop"
    environment = "production"
    managed-by  = "infrar"
    group       = "data"
  }
}

resource "hcloud_volume_attachment" "database" {
  volume_id = hcloud_volume.database.id
  server_id = hcloud_server.data.id
  automount = false
}
### terraform.tfvars.example
# Copy to terraform.tfvars and fill in. Keep secrets in TF_VAR_… variables instead.

# Public SSH key of whoever administers the servers.
ssh_public_key = ""
### variables.tf
variable "ssh_public_key" {
  description = "Public SSH key of whoever administers the servers."
  type        = string
}
### versions.tf
# shop, production, under Test.
terraform {
  required_version = ">= 1.11.0"

  required_providers {
    hcloud = {
      source  = "hetznercloud/hcloud"
      version = "~> 1.68"
    }
  }

  backend "s3" {
    bucket = "shop-production-tofu-state"
    key    = "test.tfstate"
    region = "us-east-1"
    endpoints = {
      s3 = "https://fsn1.your-objectstorage.com"
    }
    use_path_style              = true
    use_lockfile                = true
    skip_credentials_validation = true
    skip_metadata_api_check     = true
    skip_region_validation      = true
    skip_requesting_account_id  = true
    skip_s3_checksum            = true
  }
}
