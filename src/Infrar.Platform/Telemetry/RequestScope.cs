using System.Collections;
using Infrar.Platform.Access;

namespace Infrar.Platform.Telemetry;

/// <summary>Lets every line of the log that a request causes say for whom it was and what it was about, as soon as that is known.</summary>
internal sealed class RequestScope : IReadOnlyList<KeyValuePair<string, object?>>
{
    private readonly HttpContext _http;
    private volatile KeyValuePair<string, object?>[]? _final;

    private RequestScope(HttpContext http) => _http = http;

    /// <inheritdoc/>
    public int Count => Now().Length;

    /// <inheritdoc/>
    public KeyValuePair<string, object?> this[int index] => Now()[index];

    public static async Task InvokeAsync(HttpContext http, RequestDelegate next, ILogger log)
    {
        var scope = new RequestScope(http);
        using (log.BeginScope(scope))
        {
            try
            {
                await next(http);
            }
            finally
            {
                // What runs on after the answer still logs, and the context is another request's by then.
                scope._final = scope.Now();
            }
        }
    }

    /// <inheritdoc/>
    public IEnumerator<KeyValuePair<string, object?>> GetEnumerator() => Now().AsEnumerable().GetEnumerator();

    /// <inheritdoc/>
    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <inheritdoc/>
    public override string ToString() => string.Join(' ', Now().Select(n => $"{n.Key}={n.Value}"));

    private KeyValuePair<string, object?>[] Now()
    {
        if (_final is { } final)
        {
            return final;
        }

        var known = new List<KeyValuePair<string, object?>>(4);
        if (_http.Features.Get<Caller>() is { } caller)
        {
            known.Add(new("UserId", caller.UserId));
            known.Add(new("Via", caller.SessionId?.Value ?? caller.TokenId?.Value));
        }

        if (_http.Features.Get<ProjectAccess>() is { } project)
        {
            known.Add(new("ProjectId", project.Id.Value));
            known.Add(new("TeamId", project.TeamId.Value));
        }
        else if (_http.Features.Get<TeamAccess>() is { } team)
        {
            known.Add(new("TeamId", team.Id.Value));
        }

        return [.. known];
    }
}
