variable "ssh_public_key" {
  description = "Public SSH key of whoever administers the servers."
  type        = string
}
