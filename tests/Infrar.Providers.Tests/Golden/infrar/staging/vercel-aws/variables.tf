variable "rotation_lambda_arn" {
  description = "ARN of the Lambda function that rotates secrets which no AWS service rotates by itself."
  type        = string
}

variable "vercel_team" {
  description = "Slug or id of the Vercel team that owns the project and pays for it."
  type        = string
}
