variable "cloudflare_account_id" {
  description = "Id of the Cloudflare account that holds the Pages projects."
  type        = string
}

variable "cloudflare_zone_id" {
  description = "Id of the zone at Cloudflare that holds the sites' domains."
  type        = string
}

variable "rotation_lambda_arn" {
  description = "ARN of the Lambda function that rotates secrets which no AWS service rotates by itself."
  type        = string
}
