using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Infrar.Platform.Tests.Servers;

/// <summary>An AWS service's refusal.</summary>
internal sealed class AwsFault(string type) : Exception(type);

/// <summary>A server on loopback that speaks AWS's JSON protocol 1.1 and answers only what is signed.</summary>
internal abstract class AwsJsonServer(string service, string target) : IAsyncDisposable
{
    public const string AccessKey = "AKIAIOSFODNN7EXAMPLE";
    public const string SecretKey = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY";

    private WebApplication? _app;

    public string Url => _app!.Urls.First();

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        _app = builder.Build();
        _app.MapPost("/", AnswerAsync);
        await _app.StartAsync(cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        if (_app is not null)
        {
            await _app.DisposeAsync();
        }
    }

    protected abstract JsonObject Answer(string operation, JsonObject input);

    private async Task AnswerAsync(HttpContext http)
    {
        using var body = new MemoryStream();
        await http.Request.Body.CopyToAsync(body);
        http.Response.ContentType = "application/x-amz-json-1.1";
        try
        {
            if (!SignatureCheck.Holds(http.Request, body.ToArray(), AccessKey, SecretKey, service))
            {
                throw new AwsFault("InvalidSignatureException");
            }

            var named = http.Request.Headers["X-Amz-Target"].ToString();
            var operation = named.StartsWith(target + ".", StringComparison.Ordinal)
                ? named[(target.Length + 1)..]
                : throw new AwsFault("UnknownOperationException");
            var answer = Answer(operation, (JsonObject)JsonNode.Parse(body.ToArray())!);
            await http.Response.WriteAsync(answer.ToJsonString());
        }
        catch (AwsFault fault)
        {
            http.Response.StatusCode = 400;
            var answer = new JsonObject { ["__type"] = fault.Message, ["Message"] = fault.Message };
            await http.Response.WriteAsync(answer.ToJsonString());
        }
    }
}
