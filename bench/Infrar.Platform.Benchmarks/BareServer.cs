using Npgsql;

namespace Infrar.Platform.Benchmarks;

/// <summary>The baseline: Kestrel and Npgsql with nothing between them, asking the platform's own tables for the same rows.</summary>
internal static class BareServer
{
    private const string Access = """
        select p.id, p.team_id, p.slug, m.role from projects p join members m on p.team_id = m.team_id
        where m.user_id = $1 and p.slug = $2 limit 10
        """;

    private const string List = """
        select p.id, p.team_id, p.slug, p.name, p.residency, p.manifest <> '', m.role, p.created_at, p.changed_at, p.version
        from projects p join members m on p.team_id = m.team_id where m.user_id = $1 order by p.id desc limit 51
        """;

    /// <summary>Serves <c>/list</c>, <c>/one</c> and <c>/text</c>, each behind as many round trips as <c>?trips=</c> says.</summary>
    public static async Task RunAsync(string connection, string user, string address)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls(address);
        await using var app = builder.Build();
        await using var source = NpgsqlDataSource.Create($"{connection};Maximum Pool Size=25;No Reset On Close=true");
        app.MapGet("/list", (int trips, string slug) => AnswerAsync(source, user, slug, trips, List, row: Project));
        app.MapGet(
            "/one",
            (int trips, string slug) =>
                AnswerAsync(source, user, slug, trips, List.Replace("where", $"where p.slug = '{slug}' and"), Project)
        );
        app.MapGet(
            "/text",
            (int trips, string slug) =>
                AnswerAsync(
                    source,
                    user,
                    slug,
                    trips,
                    "select p.manifest from projects p join members m on p.team_id = m.team_id where m.user_id = $1 "
                        + $"and p.slug = '{slug}'",
                    row => row.GetString(0)
                )
        );
        await app.RunAsync();
    }

    private static async Task<List<object>> AnswerAsync(
        NpgsqlDataSource source,
        string user,
        string slug,
        int trips,
        string sql,
        Func<NpgsqlDataReader, object> row
    )
    {
        for (var trip = 1; trip < trips; trip++)
        {
            await using var access = source.CreateCommand(Access);
            access.Parameters.AddWithValue(user);
            access.Parameters.AddWithValue(slug);
            await using var found = await access.ExecuteReaderAsync();
            while (await found.ReadAsync()) { }
        }

        await using var command = source.CreateCommand(sql);
        command.Parameters.AddWithValue(user);
        await using var reader = await command.ExecuteReaderAsync();
        var rows = new List<object>();
        while (await reader.ReadAsync())
        {
            rows.Add(row(reader));
        }

        return rows;
    }

    private static object Project(NpgsqlDataReader row) =>
        new
        {
            Id = row.GetString(0),
            Team = row.GetString(1),
            Slug = row.GetString(2),
            Name = row.GetString(3),
            HasManifest = row.GetBoolean(5),
            CreatedAt = row.GetDateTime(7),
            ChangedAt = row.GetDateTime(8),
            Version = row.GetInt32(9),
        };
}
