variable "image_tag" {
  description = "Tag of the images in the account's own registry."
  type        = string
  default     = "latest"
}

variable "vault_database_application_password" {
  description = "Value of the secret vault/database/application-password."
  type        = string
  sensitive   = true
}
