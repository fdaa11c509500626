using System.Collections.Immutable;
using System.CommandLine;
using System.Text.Json;
using Infrar.Cli.Commands;
using Infrar.Cli.Reports;
using Infrar.Core;

namespace Infrar.Cli.Remote;

/// <summary>One use of a command that speaks to a server: asks there, and shows the answer.</summary>
/// <param name="Invocation">What was asked.</param>
/// <param name="Client">The server.</param>
internal sealed record Connection(Invocation Invocation, ApiClient Client)
{
    /// <summary>What was asked.</summary>
    public ParseResult Parse => Invocation.Parse;

    /// <summary>Sends a request and shows its answer.</summary>
    /// <param name="request">The request.</param>
    /// <param name="report">The answer for people; programs get the server's own JSON.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task<int> ShowAsync(
        ApiRequest request,
        Func<JsonElement, Report> report,
        CancellationToken cancellationToken
    )
    {
        var sent = await Client.SendAsync(request, cancellationToken);
        return sent.Succeeded(out var answer, out var problem)
            ? Reply(answer.Json(), report)
            : Invocation.Refuse(problem);
    }

    /// <summary>Shows an answer.</summary>
    public int Reply(JsonElement json, Func<JsonElement, Report> report) =>
        Invocation.Reply(() => report(json), json.WriteTo);

    /// <summary>Sends a change and says in one sentence that it is done; programs get the server's JSON, if it sends any.</summary>
    public async Task<int> DoAsync(
        ApiRequest request,
        Func<ApiAnswer, string> done,
        CancellationToken cancellationToken
    )
    {
        var sent = await Client.SendAsync(request, cancellationToken);
        return sent.Succeeded(out var answer, out var problem) ? Done(answer, done) : Invocation.Refuse(problem);
    }

    /// <summary>Says that a change is done.</summary>
    public int Done(ApiAnswer answer, Func<ApiAnswer, string> done)
    {
        if (SharedOptions.FormatOf(Parse) is not OutputFormat.Json)
        {
            Invocation.Console.Output.WriteLine(done(answer));
        }
        else if (answer.IsJson)
        {
            Invocation.Console.Output.WriteLine(JsonText.Of(answer.Json().WriteTo));
        }

        return ExitCode.Success;
    }

    /// <summary>Shows a list as a table, or says what to do while it is empty; programs get one array of all pages.</summary>
    /// <param name="path">The list.</param>
    /// <param name="noun">What one item is.</param>
    /// <param name="empty">What to do while there is none, full sentences.</param>
    /// <param name="columns">The table.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task<int> ListAsync(
        string path,
        string noun,
        string empty,
        ImmutableArray<JsonColumn> columns,
        CancellationToken cancellationToken
    )
    {
        var most = Parse.GetValue(RemoteOptions.Limit);
        var listed = await Client.ListAsync(path, most, cancellationToken);
        return listed.Succeeded(out var items, out var problem)
            ? Invocation.Reply(
                () => JsonTable.Report(noun, empty, items, columns),
                json =>
                {
                    json.WriteStartArray();
                    items.ForEach(i => i.WriteTo(json));
                    json.WriteEndArray();
                }
            )
            : Invocation.Refuse(problem);
    }

    /// <summary>Begins the path of the project that is meant: <c>/api/v1/projects/NAME</c>.</summary>
    /// <returns>The path; <c>SRV008</c> or <c>SRV012</c>.</returns>
    public Result<string> ProjectPath()
    {
        var named = Parse.GetValue(RemoteOptions.Project);
        if (named is null)
        {
            var linked = ProjectLink.Find(Invocation.Console);
            if (linked is null)
            {
                return RemoteProblems.NoProject();
            }

            if (!linked.Succeeded(out var link, out var problem))
            {
                return problem;
            }

            // A link to another server says nothing of this one.
            if (!ServerAddress.TryParse(link.Server!, out var server) || !server.Equals(Client.Server))
            {
                return RemoteProblems.NoProject();
            }

            named = link.Project!;
        }

        return $"/api/v1/projects/{ApiPath.Part(named)}";
    }

    /// <summary>Goes on with the project that is meant.</summary>
    public Task<int> WithProjectAsync(Func<string, Task<int>> act) =>
        ProjectPath().Succeeded(out var path, out var problem)
            ? act(path)
            : Task.FromResult(Invocation.Refuse(problem));

    /// <summary>Goes on with the team that is meant: its JSON.</summary>
    public async Task<int> WithTeamAsync(Func<JsonElement, Task<int>> act, CancellationToken cancellationToken)
    {
        var listed = await Client.ListAsync("/api/v1/teams", null, cancellationToken);
        if (!listed.Succeeded(out var teams, out var problem))
        {
            return Invocation.Refuse(problem);
        }

        var named = Parse.GetValue(RemoteOptions.Team);
        var fitting = teams.Where(t => named is null || t.Text("id") == named || t.Text("name") == named).ToList();
        return fitting is [var team]
            ? await act(team)
            : Invocation.Refuse(Teams.NotOne(named, [.. teams.Select(t => t.Text("name"))]));
    }
}
