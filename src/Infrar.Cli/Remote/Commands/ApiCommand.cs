using System.CommandLine;
using System.Text;
using Infrar.Cli.Commands;
using Infrar.Cli.Problems;
using Infrar.Cli.Reports;
using Infrar.Core;

namespace Infrar.Cli.Remote.Commands;

/// <summary><c>infrar api</c>: any request to any address of the API.</summary>
internal static class ApiCommand
{
    private static readonly string[] _methods = ["GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS"];

    private static readonly Argument<string> _method = new("METHOD")
    {
        Description = "GET, POST, PUT, PATCH or DELETE.",
    };

    private static readonly Argument<string> _path = new("PATH")
    {
        Description = "The address, such as /api/v1/projects; projects alone means the same.",
    };

    private static readonly Option<string[]> _field = new("--field", "-F")
    {
        Description =
            "NAME=VALUE of the body, or of the query under GET and DELETE; may be repeated. true, false, null and numbers are such; "
            + "NAME[]=VALUE adds to a list, NAME.INNER=VALUE to an object, NAME=@FILE takes a file's text (@- standard input).",
        HelpName = "NAME=VALUE",
    };

    private static readonly Option<string?> _input = new("--input")
    {
        Description = "The whole body from a file; - reads standard input.",
        HelpName = "FILE",
    };

    private static readonly Option<string[]> _header = new("--header", "-H")
    {
        Description = "A header field, such as 'If-Match: \"v3\"'; may be repeated.",
        HelpName = "NAME:VALUE",
    };

    private static readonly Option<bool> _paginate = new("--paginate")
    {
        Description = "Follow every page of a list, and print one array.",
    };

    private static readonly Option<bool> _include = new("--include", "-i")
    {
        Description = "Print status and header fields before the answer.",
    };

    private static readonly Option<bool> _anonymous = new("--anonymous")
    {
        Description = "Ask as nobody: send no token.",
    };

    /// <summary>Builds the command.</summary>
    public static RemoteCommand Create() =>
        new(
            "api",
            "Send any request to the API and print its answer; /openapi/v1.json describes every address.",
            [_method, _path, _field, _input, _header, _paginate, _include, _anonymous, SharedOptions.Output],
            [
                new("infrar api GET projects --paginate", "every page, as one array"),
                new("infrar api POST teams --field name=Shop", "a body of fields"),
                new("infrar api GET projects/shop/estimate -F environment=production", "a query"),
                new("infrar api GET /openapi/v1.json --anonymous -o openapi.json", "the description of the API"),
            ],
            RunAsync
        );

    private static async Task<int> RunAsync(Connection connection, CancellationToken cancellationToken)
    {
        var built = await BuildAsync(connection, cancellationToken);
        if (!built.Succeeded(out var request, out var problem))
        {
            return connection.Invocation.Refuse(problem);
        }

        if (connection.Parse.GetValue(_paginate))
        {
            var listed = await connection.Client.ListAsync(request.Path, null, cancellationToken);
            return listed.Succeeded(out var items, out problem)
                ? connection.Invocation.WriteOut(
                    JsonText.Of(json =>
                    {
                        json.WriteStartArray();
                        items.ForEach(i => i.WriteTo(json));
                        json.WriteEndArray();
                    }) + "\n"
                )
                : connection.Invocation.Refuse(problem);
        }

        if (connection.Parse.GetValue(SharedOptions.Output) is { } path and not "-" && request.Method == HttpMethod.Get)
        {
            return await Download.ToFileAsync(connection, request, path, cancellationToken);
        }

        var sent = connection.Parse.GetValue(_anonymous)
            ? await connection.Client.SendAsNobodyAsync(request, cancellationToken)
            : await connection.Client.SendAsync(request, cancellationToken);
        return sent.Succeeded(out var answer, out problem)
            ? Print(connection, answer)
            : connection.Invocation.Refuse(problem);
    }

    private static int Print(Connection connection, ApiAnswer answer)
    {
        var text = new StringBuilder();
        if (connection.Parse.GetValue(_include))
        {
            text.Append(System.Globalization.CultureInfo.InvariantCulture, $"HTTP {answer.Status}\n");
            foreach (var (name, value) in answer.Headers)
            {
                text.Append(System.Globalization.CultureInfo.InvariantCulture, $"{name}: {value}\n");
            }

            text.Append('\n');
        }

        if (answer.IsJson)
        {
            text.Append(JsonText.Of(answer.Json().WriteTo)).Append('\n');
        }
        else
        {
            text.Append(Encoding.UTF8.GetString(answer.Content));
        }

        return connection.Invocation.WriteOut(text.ToString());
    }

    private static async Task<Result<ApiRequest>> BuildAsync(Connection connection, CancellationToken cancellationToken)
    {
        var method = connection.Parse.GetRequiredValue(_method).ToUpperInvariant();
        if (!_methods.Contains(method))
        {
            return CliProblems.UnknownName("method", method, [.. _methods]);
        }

        var path = connection.Parse.GetRequiredValue(_path);
        path = path.StartsWith('/') ? path : $"/api/v1/{path}";
        var request = new ApiRequest(new HttpMethod(method), path);
        var headers = (connection.Parse.GetValue(_header) ?? []).Select(Header).ToList();
        if (headers.Any(h => h is null))
        {
            return CliProblems.Arguments("--header takes NAME:VALUE, such as 'If-Match: \"v3\"'.");
        }

        request = request with { Headers = [.. headers.Select(h => h!.Value)] };
        if (
            method is "POST"
            && !request.Headers.Any(h => h.Key.Equals("Idempotency-Key", StringComparison.OrdinalIgnoreCase))
        )
        {
            // The key is for whoever asks again; without knowing that the address takes it, nothing is repeated here.
            request = request with
            {
                Headers = [.. request.Headers, new("Idempotency-Key", ApiRequest.NewKey())],
            };
        }

        return await WithContentAsync(connection, request, cancellationToken);
    }

    private static async Task<Result<ApiRequest>> WithContentAsync(
        Connection connection,
        ApiRequest request,
        CancellationToken cancellationToken
    )
    {
        if (connection.Parse.GetValue(_input) is { } input)
        {
            var read = await InputFile.ReadAsync(
                input,
                "Name a body.",
                connection.Invocation.Console,
                cancellationToken
            );
            return read.Succeeded(out var file, out var problem)
                ? request with
                {
                    Body = Encoding.UTF8.GetBytes(file.Text),
                }
                : problem;
        }

        var fields = await ApiFields.ReadAsync(
            connection.Parse.GetValue(_field) ?? [],
            connection.Invocation.Console,
            cancellationToken
        );
        if (!fields.Succeeded(out var stated, out var fault))
        {
            return fault;
        }

        if (request.Method == HttpMethod.Get || request.Method == HttpMethod.Delete)
        {
            return request with
            {
                Path = ApiPath.Query(request.Path, [.. stated.Select(f => (f.Name, (string?)f.Value))]),
            };
        }

        return stated.IsEmpty ? request : request with { Body = ApiFields.Body(stated) };
    }

    private static KeyValuePair<string, string>? Header(string text)
    {
        var at = text.IndexOf(':', StringComparison.Ordinal);
        return at > 0 ? new(text[..at].Trim(), text[(at + 1)..].Trim()) : null;
    }
}
