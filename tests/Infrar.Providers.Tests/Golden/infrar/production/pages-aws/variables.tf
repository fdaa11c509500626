variable "builder_image_tag" {
  description = "Tag of the image that Container Builder runs."
  type        = string
  default     = "latest"
}

variable "cloudflare_account_id" {
  description = "Id of the Cloudflare account that holds the Pages projects."
  type        = string
}

variable "cloudflare_zone_id" {
  description = "Id of the zone at Cloudflare that holds the sites' domains."
  type        = string
}

variable "database_password" {
  description = "First password of the administering user of PostgreSQL; used once, then changed by rotation."
  type        = string
  sensitive   = true
}

variable "executor_image_tag" {
  description = "Tag of the image that infrar-terraform-executor runs."
  type        = string
  default     = "latest"
}

variable "pricing_sync_image_tag" {
  description = "Tag of the image that infrar-pricing-sync runs."
  type        = string
  default     = "latest"
}

variable "rotation_lambda_arn" {
  description = "ARN of the Lambda function that rotates secrets which no AWS service rotates by itself."
  type        = string
}
