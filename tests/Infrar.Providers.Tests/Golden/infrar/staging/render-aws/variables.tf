variable "rotation_lambda_arn" {
  description = "ARN of the Lambda function that rotates secrets which no AWS service rotates by itself."
  type        = string
}
