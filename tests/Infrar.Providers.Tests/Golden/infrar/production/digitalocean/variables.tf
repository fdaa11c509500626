variable "image_tag" {
  description = "Tag of the images in the account's own registry."
  type        = string
  default     = "latest"
}

variable "platform_database_password" {
  description = "Value of DATABASE_PASSWORD of infrar-platform."
  type        = string
  sensitive   = true
}
