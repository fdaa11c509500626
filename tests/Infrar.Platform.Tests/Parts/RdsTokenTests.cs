using Amazon.Runtime;
using Amazon.Runtime.Internal;
using Amazon.Runtime.Internal.Auth;
using Amazon.Runtime.Internal.Util;
using Infrar.Platform.Parts.Database;

namespace Infrar.Platform.Tests.Parts;

/// <summary>Tokens for RDS, held against those of Amazon's own library.</summary>
public sealed class RdsTokenTests
{
    [Theory]
    [InlineData(null)]
    [InlineData("IQoJb3JpZ2luX2VjEHoaCXVzLWVhc3QtMSJ+/=%")]
    public void A_token_is_what_Amazons_library_signs(string? sessionToken)
    {
        var credentials = new ImmutableCredentials(
            "AKIDEXAMPLE",
            "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY",
            sessionToken
        );
        const string Host = "infrar.cluster-abc.eu-west-1.rds.amazonaws.com";
        var request = new DefaultRequest(new Ask(), "rds-db")
        {
            UseQueryString = true,
            HttpMethod = "GET",
            Endpoint = new($"https://{Host}:5432"),
        };
        request.Parameters["X-Amz-Expires"] = "900";
        request.Parameters["DBUser"] = "infrar app";
        request.Parameters["Action"] = "connect";
        if (sessionToken is not null)
        {
            request.Parameters["X-Amz-Security-Token"] = sessionToken;
        }

        var expected = AWS4PreSignedUrlSigner.SignRequest(
            request,
            null,
            new RequestMetrics(),
            credentials.AccessKey,
            credentials.SecretKey,
            "rds-db",
            "eu-west-1"
        );
        var now = DateTimeOffset.ParseExact(
            expected.ISO8601DateTime,
            "yyyyMMdd'T'HHmmss'Z'",
            null,
            System.Globalization.DateTimeStyles.AssumeUniversal
        );

        var token = RdsToken.Of(Host, 5432, "infrar app", "eu-west-1", credentials, now);

        Assert.StartsWith($"{Host}:5432/?Action=connect&DBUser=infrar%20app&", token, StringComparison.Ordinal);
        Assert.EndsWith($"&X-Amz-Signature={expected.Signature}", token, StringComparison.Ordinal);
    }

    private sealed class Ask : AmazonWebServiceRequest;
}
