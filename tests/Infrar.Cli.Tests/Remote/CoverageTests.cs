using System.Text.Json;
using System.Text.RegularExpressions;

namespace Infrar.Cli.Tests.Remote;

/// <summary>Everything that the API can do has a command: each operation of its description is reached by one, on a real server.</summary>
public sealed partial class CoverageTests(RunningPlatform platform)
{
    /// <summary>Operations that nobody at a command line asks for, each with its reason.</summary>
    private static readonly Dictionary<string, string> Exceptions = new()
    {
        ["ListSigningKeys"] = "For programs that verify access tokens themselves; infrar api GET /.well-known/jwks.json prints them.",
        ["RenewSession"] = "Every command does it by itself when its access token ends; SignInTests shows it.",
    };

    [Fact]
    public async Task Every_operation_of_the_API_is_reached_by_a_command()
    {
        using var walk = await Walk.BeginAsync(platform);
        var described = await DescribedAsync(walk.Ada);

        await walk.RunAsync();

        var reached = described
            .Where(o => walk.Requests.Any(r => r.Method == o.Method && o.Path.IsMatch(r.Path)))
            .Select(o => o.Id)
            .ToHashSet();
        var missing = described.Select(o => o.Id).Except(reached).Except(Exceptions.Keys).Order().ToList();
        Assert.True(missing.Count is 0, $"No command reaches {string.Join(", ", missing)}. Add one, and a step to {nameof(Walk)}.");
        var gone = Exceptions.Keys.Except(described.Select(o => o.Id)).ToList();
        Assert.True(gone.Count is 0, $"The API has no {string.Join(", ", gone)} any more.");
    }

    private static async Task<List<Operation>> DescribedAsync(Person person)
    {
        var text = await person.DoAsync("api", "GET", "/openapi/v1.json", "--anonymous", "--server", person.Server);
        using var document = JsonDocument.Parse(text);
        return
        [
            .. document
                .RootElement.GetProperty("paths")
                .EnumerateObject()
                .SelectMany(path =>
                    path.Value.EnumerateObject()
                        .Where(o => o.Value.TryGetProperty("operationId", out _))
                        .Select(o => new Operation(
                            o.Value.GetProperty("operationId").GetString()!,
                            o.Name.ToUpperInvariant(),
                            Template(path.Name)
                        ))
                ),
        ];
    }

    // A parameter is one part of a path, and never a word that another operation has in its place.
    private static Regex Template(string path) => new($"^{Parameter().Replace(Regex.Escape(path), "[^/]*[-~@.0-9][^/]*|shop")}$");

    [GeneratedRegex(@"\\\{[^}]*}")]
    private static partial Regex Parameter();

    private sealed record Operation(string Id, string Method, Regex Path);
}
