using System.Net;
using System.Net.Http.Json;
using Infrar.Platform.Tests.Servers;
using Infrar.Testing.Servers;

namespace Infrar.Platform.Tests.Runs.Policies;

/// <summary>Several people who give an environment its first policy or schedule at the same moment.</summary>
public sealed class FirstWriteTests(RunPlatforms platforms) : IClassFixture<RunPlatforms>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("policy", false)]
    [InlineData("policy", true)]
    [InlineData("schedule", false)]
    [InlineData("schedule", true)]
    public async Task One_is_the_first_and_the_others_are_told_of_it(string what, bool postgres)
    {
        Assert.SkipWhen(postgres && PostgresServer.Missing is not null, PostgresServer.Missing ?? "");
        var platform = await platforms.On(postgres);
        var person = await platform.PersonAsync(Cancel);
        var project = await person.ProjectAsync($"First {what}", Cancel);
        for (var round = 0; round < 5; round++)
        {
            var path = $"/api/v1/projects/{project.Text("slug")}/workspaces/round-{round}/{what}";
            var answers = await Task.WhenAll(Enumerable.Range(1, 6).Select(n => WriteAsync(person, path, what, n)));

            Assert.Single(answers, HttpStatusCode.OK);
            Assert.Equal(5, answers.Count(a => a is HttpStatusCode.PreconditionFailed));
            Assert.Equal(1, (await person.Client.GetJsonAsync(path, Cancel)).GetProperty("version").GetInt32());
        }
    }

    private static async Task<HttpStatusCode> WriteAsync(Person person, string path, string what, int number)
    {
        using var request = new HttpRequestMessage(HttpMethod.Put, path)
        {
            Content = what is "policy"
                ? JsonContent.Create(new { approvals = number })
                : JsonContent.Create(new { driftHours = number }),
        };
        request.Headers.IfMatch.Add(new("\"v0\""));
        using var answer = await person.Client.SendAsync(request, Cancel);
        return answer.StatusCode;
    }
}
