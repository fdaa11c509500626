using System.Text;
using Amazon.Runtime;
using Amazon.Runtime.Credentials;
using Infrar.Core.Credentials;
using Infrar.Platform.Parts.Net;
using Infrar.Platform.Parts.Secrets;
using Microsoft.Extensions.Options;

namespace Infrar.Platform.Credentials;

/// <summary>Asks providers what a check wants to know, and who the platform is when it asks.</summary>
internal sealed class CheckCalls(IHttpClientFactory clients, IOptions<CredentialsOptions> options, TimeProvider time)
{
    // No check has more than two.
    private const int MostAsked = 5;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);

    /// <summary>Goes on with a check until it has come to an end.</summary>
    /// <returns><see cref="CheckStep.Good"/>, <see cref="CheckStep.Lent"/>, <see cref="CheckStep.Bad"/> or <see cref="CheckStep.Unknown"/>.</returns>
    public async Task<CheckStep> RunAsync(CheckStep step, CancellationToken cancellationToken)
    {
        for (var asked = 0; step is CheckStep.Ask ask; asked++)
        {
            if (asked is MostAsked)
            {
                return new CheckStep.Unknown("The check came to no end.");
            }

            try
            {
                step = ask.Then(await SendAsync(ask.Request, cancellationToken));
            }
            catch (Exception fault)
                when (fault is HttpRequestException or IOException or OperationCanceledException
                    && !cancellationToken.IsCancellationRequested
                )
            {
                // The message may name the address that was asked, and no value.
                return new CheckStep.Unknown($"{Host(ask.Request.Endpoint)} cannot be reached from here.");
            }
        }

        return step;
    }

    /// <summary>The platform's own keys at AWS; null when it has none.</summary>
    public async Task<RequestSigning?> OwnAsync(CancellationToken cancellationToken)
    {
        var stated = options.Value;
        switch (stated.AwsIdentity)
        {
            case AwsIdentity.Key:
                var lines = await File.ReadAllLinesAsync(stated.AwsSecretKeyFile!, cancellationToken);
                return new("", "", stated.AwsAccessKey!, lines.FirstOrDefault("").Trim(), null);
            case AwsIdentity.Machine:
                try
                {
                    var keys = await new DefaultAWSCredentialsIdentityResolver()
                        .ResolveIdentity(null, cancellationToken)
                        .GetCredentialsAsync();
                    return new("", "", keys.AccessKey, keys.SecretKey, keys.UseToken ? keys.Token : null);
                }
                catch (Exception fault) when (fault is AmazonClientException or IOException)
                {
                    return null;
                }
            default:
                return null;
        }
    }

    private async Task<CheckAnswer> SendAsync(CheckRequest asked, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, Base(asked.Endpoint) + asked.Path);
        request.Headers.UserAgent.Add(new("infrar", null));
        if (asked.Bearer is not null)
        {
            request.Headers.Authorization = new("Bearer", asked.Bearer);
        }

        if (asked.Form is { } form)
        {
            request.Method = HttpMethod.Post;
            request.Content = new FormUrlEncodedContent(form);
        }

        if (asked.Signing is { } signing)
        {
            var body = request.Content is null ? [] : await request.Content.ReadAsByteArrayAsync(cancellationToken);
            var keys = new ImmutableCredentials(signing.KeyId, signing.Key, signing.Token);
            AwsSignature.Sign(request, body, signing.Service, signing.Region, keys, time.GetUtcNow());
        }

        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(Patience);
        using var client = clients.CreateClient(NetworkRegistration.Outside);
        using var response = await client.SendAsync(request, patience.Token);
        var content = await response.Content.ReadAsByteArrayAsync(patience.Token);
        return new((int)response.StatusCode, Encoding.UTF8.GetString(content));
    }

    private string Base(CheckEndpoint endpoint) =>
        options.Value.Endpoints.GetValueOrDefault(endpoint.Name, endpoint.Url).TrimEnd('/');

    private string Host(CheckEndpoint endpoint) => new Uri(Base(endpoint)).Authority;
}
