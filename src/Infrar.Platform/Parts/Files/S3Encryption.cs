using Amazon.S3;
using Amazon.S3.Model;

namespace Infrar.Platform.Parts.Files;

/// <summary>How the server is to encrypt what it keeps.</summary>
/// <param name="Sse"><c>none</c>, <c>s3</c> or <c>kms</c>.</param>
/// <param name="KmsKeyId">The key of <c>kms</c>; empty for the account's default.</param>
internal sealed record S3Encryption(string Sse, string KmsKeyId)
{
    private ServerSideEncryptionMethod? Method =>
        Sse switch
        {
            "s3" => ServerSideEncryptionMethod.AES256,
            "kms" => ServerSideEncryptionMethod.AWSKMS,
            _ => null,
        };

    private string? Key => Sse is "kms" && KmsKeyId is not "" ? KmsKeyId : null;

    internal void Apply(PutObjectRequest request) =>
        (request.ServerSideEncryptionMethod, request.ServerSideEncryptionKeyManagementServiceKeyId) = (Method, Key);

    internal void Apply(InitiateMultipartUploadRequest request) =>
        (request.ServerSideEncryptionMethod, request.ServerSideEncryptionKeyManagementServiceKeyId) = (Method, Key);
}
