using System.Text.Json.Nodes;

namespace Infrar.Platform.Tests.Servers;

/// <summary>What Infrar uses of AWS Secrets Manager, on loopback; no public server of it could be had.</summary>
internal sealed class SecretsManagerServer() : AwsJsonServer("secretsmanager", "secretsmanager")
{
    private readonly SortedDictionary<string, (string Value, string Token)> _secrets = new(StringComparer.Ordinal);
    private readonly Lock _turn = new();

    /// <summary>Most entries of one answer of ListSecrets; small, so that pages are met.</summary>
    public int PageSize { get; init; } = 3;

    /// <summary>The full names of what is there.</summary>
    public string[] Names
    {
        get
        {
            lock (_turn)
            {
                return [.. _secrets.Keys];
            }
        }
    }

    protected override JsonObject Answer(string operation, JsonObject input)
    {
        lock (_turn)
        {
            return operation switch
            {
                "CreateSecret" => Create(input),
                "PutSecretValue" => Put(input),
                "GetSecretValue" => Get(input),
                "DescribeSecret" => Describe(Named(input)),
                "DeleteSecret" => Delete(input),
                "ListSecrets" => List(input),
                _ => throw new AwsFault("UnknownOperationException"),
            };
        }
    }

    private JsonObject Create(JsonObject input)
    {
        var name = (string)input["Name"]!;
        return _secrets.TryAdd(name, Value(input)) ? Describe(name) : throw new AwsFault("ResourceExistsException");
    }

    private JsonObject Put(JsonObject input)
    {
        var name = Named(input);
        _secrets[name] = Value(input);
        return Describe(name);
    }

    private JsonObject Get(JsonObject input)
    {
        var answer = Describe(Named(input));
        answer["SecretString"] = _secrets[Named(input)].Value;
        return answer;
    }

    private JsonObject Delete(JsonObject input)
    {
        var answer = Describe(Named(input));
        // Without force AWS keeps the secret for days, which is not erasing it.
        if ((bool?)input["ForceDeleteWithoutRecovery"] is not true)
        {
            throw new AwsFault("InvalidParameterException");
        }

        _secrets.Remove(Named(input));
        return answer;
    }

    private JsonObject List(JsonObject input)
    {
        var prefix = (string?)input["Filters"]?[0]?["Values"]?[0] ?? "";
        var from = (string?)input["NextToken"] ?? "";
        var rest = _secrets
            .Keys.Where(n => n.StartsWith(prefix, StringComparison.Ordinal))
            .Where(n => string.CompareOrdinal(n, from) > 0)
            .ToList();
        var page = rest.Take(PageSize).ToList();
        var answer = new JsonObject { ["SecretList"] = new JsonArray([.. page.Select(Describe)]) };
        if (rest.Count > page.Count)
        {
            answer["NextToken"] = page[^1];
        }

        return answer;
    }

    private string Named(JsonObject input) =>
        (string)input["SecretId"]! is var name && _secrets.ContainsKey(name)
            ? name
            : throw new AwsFault("ResourceNotFoundException");

    private static (string Value, string Token) Value(JsonObject input) =>
        (string?)input["ClientRequestToken"] is { Length: >= 32 and <= 64 } token
            ? ((string)input["SecretString"]!, token)
            : throw new AwsFault("InvalidParameterException");

    private static JsonObject Describe(string name) =>
        new() { ["Name"] = name, ["ARN"] = $"arn:aws:secretsmanager:eu-central-1:111122223333:secret:{name}-AbCdEf" };
}
