using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;

namespace Infrar.Platform.Builds.Registries;

/// <summary>Answers a registry's challenges: by name and password, or by a token that its token server gives for them.</summary>
/// <remarks>https://distribution.github.io/distribution/spec/auth/token. The password goes nowhere before the registry asked for it.</remarks>
internal sealed class RegistryAuthorization(HttpClient http, RegistryPlace place)
{
    private readonly ConcurrentDictionary<string, AuthenticationHeaderValue> _known = new(StringComparer.Ordinal);

    /// <summary>Sends a request, and once more when it was challenged.</summary>
    /// <param name="make">Makes the request; may be asked twice.</param>
    /// <param name="repository">What it is about.</param>
    /// <param name="actions">What is done there, such as <c>pull,push</c>.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task<HttpResponseMessage> SendAsync(
        Func<HttpRequestMessage> make,
        string repository,
        string actions,
        CancellationToken cancellationToken
    )
    {
        var scope = $"repository:{repository}:{actions}";
        var response = await SendAsync(make, _known.GetValueOrDefault(scope), cancellationToken);
        if (response.StatusCode is not HttpStatusCode.Unauthorized)
        {
            return response;
        }

        var challenges = response.Headers.WwwAuthenticate.ToList();
        response.Dispose();
        _known[scope] = await AnswerAsync(challenges, scope, cancellationToken);
        return await SendAsync(make, _known[scope], cancellationToken);
    }

    private async Task<HttpResponseMessage> SendAsync(
        Func<HttpRequestMessage> make,
        AuthenticationHeaderValue? authorization,
        CancellationToken cancellationToken
    )
    {
        using var request = make();
        // A place that the registry points at elsewhere, such as a signed address of a store, gets no password.
        if (request.RequestUri!.Authority == place.Host)
        {
            request.Headers.Authorization = authorization;
        }

        return await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
    }

    private async Task<AuthenticationHeaderValue> AnswerAsync(
        List<AuthenticationHeaderValue> challenges,
        string scope,
        CancellationToken cancellationToken
    )
    {
        if (challenges.Find(c => c.Scheme.Equals("Bearer", StringComparison.OrdinalIgnoreCase)) is { } bearer)
        {
            return new("Bearer", await TokenAsync(Fields(bearer.Parameter ?? ""), scope, cancellationToken));
        }

        return
            place.Login is { } login
            && challenges.Exists(c => c.Scheme.Equals("Basic", StringComparison.OrdinalIgnoreCase))
            ? Basic(login)
            : throw Refused();
    }

    private async Task<string> TokenAsync(
        Dictionary<string, string> challenge,
        string scope,
        CancellationToken cancellationToken
    )
    {
        if (
            !Uri.TryCreate(challenge.GetValueOrDefault("realm"), UriKind.Absolute, out var realm)
            || (realm.Scheme is not "https" && !place.IsPlain)
        )
        {
            throw Refused();
        }

        var query = $"scope={Uri.EscapeDataString(scope)}";
        if (challenge.TryGetValue("service", out var service))
        {
            query = $"service={Uri.EscapeDataString(service)}&{query}";
        }

        using var request = new HttpRequestMessage(
            HttpMethod.Get,
            new UriBuilder(realm) { Query = realm.Query is "" ? query : $"{realm.Query.TrimStart('?')}&{query}" }.Uri
        );
        request.Headers.Authorization = place.Login is { } login ? Basic(login) : null;
        using var response = await http.SendAsync(request, cancellationToken);
        if (!response.IsSuccessStatusCode)
        {
            throw Refused();
        }

        using var json = JsonDocument.Parse(await response.Content.ReadAsByteArrayAsync(cancellationToken));
        foreach (var name in (string[])["token", "access_token"])
        {
            if (json.RootElement.TryGetProperty(name, out var token) && token.GetString() is { Length: > 0 } text)
            {
                return text;
            }
        }

        throw Refused();
    }

    private RegistryException Refused() =>
        new(
            place.Login is null
                ? $"{place.Host} lets nobody in who has no name and password."
                : $"{place.Host} does not let {place.Login.User} in."
        )
        {
            Status = HttpStatusCode.Unauthorized,
        };

    private static AuthenticationHeaderValue Basic(RegistryLogin login) =>
        new("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{login.User}:{login.Password.Reveal()}")));

    // name="value",name="value": a value may hold commas.
    private static Dictionary<string, string> Fields(string text)
    {
        var fields = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        for (var at = 0; at < text.Length; )
        {
            var equals = text.IndexOf('=', at);
            if (equals < 0)
            {
                break;
            }

            var name = text[at..equals].Trim(' ', ',');
            var isQuoted = equals + 1 < text.Length && text[equals + 1] is '"';
            var from = isQuoted ? equals + 2 : equals + 1;
            var end = text.IndexOf(isQuoted ? '"' : ',', from);
            end = end < 0 ? text.Length : end;
            fields[name] = text[from..end];
            at = end + 1;
        }

        return fields;
    }
}
