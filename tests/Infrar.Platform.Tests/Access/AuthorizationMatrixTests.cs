using System.Net;
using System.Text;
using System.Text.Json;
using Infrar.Platform.Parts.Database;
using Infrar.Platform.Projects;
using Infrar.Platform.Teams;
using Infrar.Platform.Tests.Servers;
using Microsoft.Extensions.DependencyInjection;

namespace Infrar.Platform.Tests.Access;

/// <summary>Every operation of the OpenAPI document × every sort of caller, so that a new endpoint without a rule fails.</summary>
public abstract class AuthorizationMatrixTests(bool postgres, SharedPlatforms shared) : BothDatabases(postgres, shared)
{
    public sealed class OnSqlite(SharedPlatforms shared) : AuthorizationMatrixTests(false, shared);

    public sealed class OnPostgres(SharedPlatforms shared) : AuthorizationMatrixTests(true, shared);

    private static readonly string[] Roles = ["viewer", "operator", "owner"];

    [Fact]
    public async Task Every_operation_lets_in_whom_its_rule_says_and_nobody_else()
    {
        var stranger = await Platform.PersonAsync(Cancel);
        Person[] members = [.. await Task.WhenAll(Roles.Select(_ => Platform.PersonAsync(Cancel)))];
        var document = await Platform.Anonymous().GetJsonAsync("/openapi/v1.json", Cancel);
        var faults = new List<string>();
        var asked = 0;

        foreach (var operation in Operations(document))
        {
            Assert.True(operation.Rule is not null, $"{operation.Method} {operation.Path} has no rule.");
            var subject = operation.Rule.Split(':')[0];
            if (subject is "everyone")
            {
                continue;
            }

            await Expect(operation, "nobody", Platform.Anonymous(), HttpStatusCode.Unauthorized);
            if (subject is "account")
            {
                // Such operations may end the session, so each gets somebody of its own.
                await ExpectLetIn(operation, "somebody", (await Platform.PersonAsync(Cancel)).Client);
            }
            else if (subject is "installation")
            {
                await Expect(operation, "stranger", stranger.Client, HttpStatusCode.Forbidden);
            }
            else
            {
                await Expect(operation, "other tenant", stranger.Client, HttpStatusCode.NotFound);
                var least = Array.IndexOf(Roles, operation.Rule.Split(':')[1]);
                for (var role = 0; role < Roles.Length; role++)
                {
                    await (
                        role < least
                            ? Expect(operation, Roles[role], members[role].Client, HttpStatusCode.Forbidden)
                            : ExpectLetIn(operation, Roles[role], members[role].Client)
                    );
                }
            }
        }

        Assert.True(asked > 100, $"Only {asked} requests were made.");
        Assert.Empty(faults);

        async Task Expect(Operation operation, string who, HttpClient client, HttpStatusCode status)
        {
            var answer = await SendAsync(operation, client, members);
            asked++;
            if (answer.StatusCode != status)
            {
                faults.Add(
                    $"{operation.Method} {operation.Path} as {who}: {(int)answer.StatusCode}, expected {(int)status}"
                );
            }
        }

        async Task ExpectLetIn(Operation operation, string who, HttpClient client)
        {
            var answer = await SendAsync(operation, client, members);
            asked++;
            if (
                answer.StatusCode is HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden
                || (int)answer.StatusCode >= 500
            )
            {
                faults.Add(
                    $"{operation.Method} {operation.Path} as {who}: {(int)answer.StatusCode}, expected to be let in"
                );
            }
        }
    }

    private sealed record Operation(string Method, string Path, string? Rule);

    private static IEnumerable<Operation> Operations(JsonElement document) =>
        from path in document.GetProperty("paths").EnumerateObject()
        from operation in path.Value.EnumerateObject()
        select new Operation(
            operation.Name.ToUpperInvariant(),
            path.Name,
            operation.Value.TryGetProperty("x-infrar-access", out var rule) ? rule.GetString() : null
        );

    // Operations may delete what they are about, so each request gets a team and a project of its own.
    private async Task<HttpResponseMessage> SendAsync(Operation operation, HttpClient client, Person[] members)
    {
        await using var scope = Platform.Services.CreateAsyncScope();
        var records = scope.ServiceProvider.GetRequiredService<PlatformContext>();
        var team = Team.Create("Matrix", TimeProvider.System);
        var project = Project.Create(team.Id, "matrix", "Matrix", null, TimeProvider.System);
        records.AddRange(team, project);
        records.AddRange(members.Select((m, role) => Member.Join(team.Id, m.UserId, (Role)role, TimeProvider.System)));
        await records.SaveChangesAsync(Cancel);
        var path = operation
            .Path.Replace("{team}", team.Id.Value, StringComparison.Ordinal)
            .Replace("{project}", project.Id.Value, StringComparison.Ordinal);
        path = System.Text.RegularExpressions.Regex.Replace(path, @"\{\w+\}", "1");
        using var request = new HttpRequestMessage(new HttpMethod(operation.Method), path);
        if (operation.Method is not ("GET" or "DELETE"))
        {
            request.Content = new StringContent("{}", Encoding.UTF8, "application/json");
        }

        return await client.SendAsync(request, Cancel);
    }
}
