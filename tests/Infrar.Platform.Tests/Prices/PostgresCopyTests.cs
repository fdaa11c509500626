using System.Globalization;
using Infrar.Platform.Parts.Prices;
using Infrar.Testing.Servers;
using Npgsql;

namespace Infrar.Platform.Tests.Prices;

/// <summary>What is written by COPY in the binary form is what PostgreSQL reads.</summary>
public sealed class PostgresCopyTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_digit_and_every_text_arrives()
    {
        Assert.SkipWhen(PostgresServer.Missing is not null, PostgresServer.Missing ?? "");
        var random = new Random(20261128);
        List<decimal> numbers =
        [
            0m,
            0.000m,
            1m,
            -1.50m,
            9_999m,
            10_000m,
            0.0001m,
            0.00009999m,
            0.000000000123m,
            0.1635000000m,
            51_200m,
            decimal.MaxValue,
            decimal.MinValue,
            1.0000000000000000000000000001m,
            .. Enumerable
                .Range(0, 2000)
                .Select(_ => new decimal(
                    random.Next(),
                    random.Next(3) is 0 ? random.Next() : 0,
                    random.Next(5) is 0 ? random.Next() : 0,
                    random.Next(2) is 0,
                    (byte)random.Next(29)
                )),
        ];
        string?[] texts = ["", "eu-west-1", "Ω \"quoted\", 100 €", null];
        string? Text(int row) => row is 7 ? new('x', 600_000) : texts[row % texts.Length];
        await using var source = NpgsqlDataSource.Create(
            await (await PostgresServer.Shared).CreateDatabaseAsync(Cancel)
        );
        await using var connection = await source.OpenConnectionAsync(Cancel);
        await using var make = new NpgsqlCommand(
            "create table copied (id bigint, flags integer, number numeric, text text)",
            connection
        );
        _ = await make.ExecuteNonQueryAsync(Cancel);
        var copy = PostgresCopy.Begin(connection, "copied", "id, flags, number, text");
        for (var i = 0; i < numbers.Count; i++)
        {
            copy.Row(4);
            copy.Long(-i);
            copy.Int(i);
            copy.Number(numbers[i]);
            copy.Text(Text(i));
        }

        copy.Row(4);
        copy.Long(long.MinValue);
        copy.Int(-1);
        copy.Number(null);
        copy.Text(null);
        copy.Complete();
        // What is given up is not there, and the connection goes on.
        await using (var givenUp = PostgresCopy.Begin(connection, "copied", "id, flags, number, text"))
        {
            givenUp.Row(4);
        }

        await using var read = new NpgsqlCommand(
            "select id, flags, number::text, text from copied order by id desc",
            connection
        );
        await using var rows = await read.ExecuteReaderAsync(Cancel);
        for (var i = 0; i < numbers.Count; i++)
        {
            Assert.True(await rows.ReadAsync(Cancel));
            Assert.Equal((-i, i), (rows.GetInt64(0), rows.GetInt32(1)));
            Assert.Equal(numbers[i].ToString(CultureInfo.InvariantCulture), rows.GetString(2));
            Assert.Equal(Text(i), rows.IsDBNull(3) ? null : rows.GetString(3));
        }

        Assert.True(await rows.ReadAsync(Cancel));
        Assert.True(rows.IsDBNull(2) && rows.IsDBNull(3));
        Assert.False(await rows.ReadAsync(Cancel));
    }
}
