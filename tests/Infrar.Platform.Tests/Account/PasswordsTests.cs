using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using Infrar.Platform.Account;
using Infrar.Platform.Tests.Servers;
using Microsoft.AspNetCore.Identity;

namespace Infrar.Platform.Tests.Account;

public sealed class PasswordsTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task No_more_are_hashed_at_once_than_there_are_processors_and_who_came_first_is_first()
    {
        var hasher = new Watched();
        using var passwords = new Passwords(hasher, 2);
        var user = User.Create("ada@example.com", "Ada", TimeProvider.System);

        // Both turns are taken before the others come, so these come in the order in which they ask.
        var first = Enumerable.Range(0, 2).Select(n => Task.Run(() => HashAsync($"{n}"), Cancel)).ToList();
        while (hasher.Begun.Count < 2)
        {
            await Task.Delay(5, Cancel);
        }

        var others = Enumerable.Range(2, 2 * Passwords.WaitingPerProcessor).Select(n => HashAsync($"{n}")).ToList();
        await Assert.ThrowsAsync<OverloadedException>(() => HashAsync("1000"));
        hasher.Open();
        await Task.WhenAll([.. first, .. others]);

        Assert.Equal(2, hasher.MostAtOnce);
        // Those whose turn it is at once may pass each other, and a thread may be late.
        Assert.All(
            hasher.Begun.Skip(2).Select((n, at) => Math.Abs(n - 2 - at)),
            distance => Assert.InRange(distance, 0, 16)
        );

        async Task HashAsync(string password) => _ = await passwords.HashAsync(user, password, Cancel);
    }

    [Fact]
    public async Task A_flood_of_sign_ins_is_told_to_come_again_and_others_are_served_meanwhile()
    {
        await using var platform = await TestPlatform.StartAsync(false, Cancel, "--Account:PasswordIterations=2000000");
        var person = await platform.PersonAsync(Cancel);
        using var client = platform.Anonymous();
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        var flood = Environment.ProcessorCount * (Passwords.WaitingPerProcessor + 20);

        var asked = Enumerable
            .Range(0, flood)
            .Select(n => SignInAsync($"nobody{n}@example.com", enough.Token))
            .ToList();
        var refused = await FirstAsync(asked, HttpStatusCode.ServiceUnavailable);
        using var served = await person.Client.GetAsync("/api/v1/account", Cancel);

        Assert.Equal("LIM002", await refused.ProblemCodeAsync(Cancel));
        Assert.Equal(TimeSpan.FromSeconds(10), refused.Headers.RetryAfter?.Delta);
        Assert.Equal(HttpStatusCode.OK, served.StatusCode);
        // Who hangs up waits no longer, so the next one is soon served.
        await enough.CancelAsync();
        HttpResponseMessage answer;
        do
        {
            answer = await SignInAsync(person.Email, Cancel);
        } while (answer.StatusCode is HttpStatusCode.ServiceUnavailable);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);

        Task<HttpResponseMessage> SignInAsync(string email, CancellationToken cancellationToken) =>
            client.PostAsJsonAsync(
                "/api/v1/sessions",
                new { email, password = TestPlatform.Password },
                cancellationToken
            );
    }

    private static async Task<HttpResponseMessage> FirstAsync(
        List<Task<HttpResponseMessage>> asked,
        HttpStatusCode status
    )
    {
        await foreach (var answered in Task.WhenEach(asked).WithCancellation(Cancel))
        {
            if ((await answered).StatusCode == status)
            {
                return await answered;
            }
        }

        throw new InvalidOperationException($"None was answered {status}.");
    }

    /// <summary>The real hasher, with a look at how many it works on and a gate before it.</summary>
    private sealed class Watched : IPasswordHasher<User>
    {
        private readonly PasswordHasher<User> _hasher = new();
        private readonly Lock _lock = new();
        private int _now;
        private volatile bool _isOpen;

        public ConcurrentQueue<int> Begun { get; } = new();

        public int MostAtOnce { get; private set; }

        public void Open() => _isOpen = true;

        public string HashPassword(User user, string password)
        {
            Begun.Enqueue(int.Parse(password, CultureInfo.InvariantCulture));
            lock (_lock)
            {
                MostAtOnce = Math.Max(MostAtOnce, ++_now);
            }

            SpinWait.SpinUntil(() => _isOpen);
            var hash = _hasher.HashPassword(user, password);
            lock (_lock)
            {
                _now--;
            }

            return hash;
        }

        public PasswordVerificationResult VerifyHashedPassword(
            User user,
            string hashedPassword,
            string providedPassword
        ) => _hasher.VerifyHashedPassword(user, hashedPassword, providedPassword);
    }
}
