provider "hcloud" {}
