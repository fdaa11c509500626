using Infrar.Providers.Aws.Checks.Privileges;

namespace Infrar.Providers.Tests.Checks.Privileges;

public sealed class PolicyModelTests
{
    private static readonly string Account = Unknowns.Account;
    private static readonly string Hole = Unknowns.FirstNamed.ToString();
    private static readonly string Other = ((char)(Unknowns.FirstNamed + 1)).ToString();

    [Theory]
    [InlineData("*", "anything", nameof(Match.Yes))]
    [InlineData("s3:Get*", "s3:GetObject", nameof(Match.Yes))]
    [InlineData("s3:Get*", "s3:PutObject", nameof(Match.No))]
    [InlineData("a*b*c", "a-b-b-c", nameof(Match.Yes))]
    [InlineData("a*b*c", "a-b-b-", nameof(Match.No))]
    [InlineData("a?c", "abc", nameof(Match.Yes))]
    [InlineData("a?c", "ac", nameof(Match.No))]
    [InlineData("bucket/*", "bucket/*", nameof(Match.Yes))]
    [InlineData("bucket/a/*", "bucket/*", nameof(Match.Maybe))]
    [InlineData("bucket", "bucket/*", nameof(Match.No))]
    [InlineData("", "", nameof(Match.Yes))]
    [InlineData("*", "", nameof(Match.Yes))]
    [InlineData("?", "", nameof(Match.No))]
    public void A_pattern_is_compared_with_a_text(string pattern, string text, string expected) =>
        Assert.Equal(expected, Glob.Compare(pattern, text).ToString());

    [Fact]
    public void An_unknown_account_may_be_twelve_digits_and_nothing_else()
    {
        Assert.Equal(Match.Yes, Glob.Compare($"arn:{Account}:x", $"arn:{Account}:x"));
        Assert.Equal(Match.Maybe, Glob.Compare("arn:111122223333:x", $"arn:{Account}:x"));
        Assert.Equal(Match.No, Glob.Compare("arn:xxx:x", $"arn:{Account}:x"));
        Assert.Equal(Match.No, Glob.Compare("arn:123456789:x", $"arn:{Account}:x"));
    }

    [Fact]
    public void What_is_unknown_is_the_same_only_where_it_has_the_same_name()
    {
        Assert.Equal(Match.Yes, Glob.Compare($"key/{Hole}", $"key/{Hole}"));
        Assert.Equal(Match.Maybe, Glob.Compare($"key/{Hole}", $"key/{Other}"));
        Assert.Equal(Match.Maybe, Glob.Compare($"key/{Unknowns.Anything}", $"key/{Unknowns.Anything}"));
        Assert.Equal(Match.No, Glob.Compare($"key/{Hole}", $"alias/{Hole}"));
        Assert.Equal(Match.Yes, Glob.Compare("key/*", $"key/{Hole}"));
    }

    [Fact]
    public void The_suffix_of_a_secret_is_six_characters()
    {
        Assert.Equal(Match.Yes, Glob.Compare("secret:a-??????", $"secret:a{Unknowns.SecretSuffix}"));
        Assert.Equal(Match.Maybe, Glob.Compare("secret:a-AbCdEf", $"secret:a{Unknowns.SecretSuffix}"));
        Assert.Equal(Match.No, Glob.Compare("secret:a", $"secret:a{Unknowns.SecretSuffix}"));
    }

    [Fact]
    public void Comparing_agrees_with_trying_every_text()
    {
        string[] patterns = ["", "*", "?", "a", "b", "a*", "*a", "a?", "?b", "*a*", "a*b", "**", "a?*b", "ab", "b*a"];
        string[] texts = ["", "a", "b", "aa", "ab", "ba", "bb", "aab", "aba", "abb", "bab", "bba", "abab"];
        foreach (var one in patterns)
        {
            foreach (var text in texts)
            {
                Assert.Equal(Slow(one, text), Glob.Compare(one, text) is Match.Yes);
            }

            foreach (var other in patterns)
            {
                // Two patterns of two letters meet in a text that is no longer than both of them together.
                var common = Words(one.Length + other.Length + 1).Any(w => Slow(one, w) && Slow(other, w));
                Assert.True(common == Glob.Meets(one, other), $"{one} and {other}");
            }
        }
    }

    [Fact]
    public void An_action_is_compared_without_regard_to_case_and_not_actions_the_other_way()
    {
        var allowed = new Statement
        {
            IsAllow = true,
            Actions = ["S3:GETOBJECT"],
            Resources = ["*"],
        };
        var spared = new Statement
        {
            IsAllow = true,
            NotActions = ["iam:*"],
            Resources = ["*"],
        };

        Assert.Equal(Match.Yes, allowed.Concerns("s3:GetObject", "x"));
        Assert.Equal(Match.No, spared.Concerns("iam:CreateUser", "x"));
        Assert.Equal(Match.Yes, spared.Concerns("s3:GetObject", "x"));
    }

    [Theory]
    [InlineData("ecr:GetAuthorizationToken", false)]
    [InlineData("logs:DescribeLogGroups", false)]
    [InlineData("ec2:DescribeInstances", false)]
    [InlineData("s3:ListAllMyBuckets", false)]
    [InlineData("kms:ListAliases", false)]
    [InlineData("kms:Decrypt", true)]
    [InlineData("secretsmanager:GetSecretValue", true)]
    [InlineData("secretsmanager:Get*", true)]
    [InlineData("s3:Get*", true)]
    [InlineData("ecr:BatchGetImage", true)]
    [InlineData("rds-db:connect", true)]
    [InlineData("nothing", false)]
    public void Which_actions_take_resources_is_known(string action, bool takes) =>
        Assert.Equal(takes, ServiceActions.TakesResources(action));

    private static List<string> Words(int length)
    {
        IEnumerable<string> words = [""];
        var all = words.ToList();
        for (var i = 0; i < Math.Min(length, 6); i++)
        {
            words = words.SelectMany(w => new[] { w + "a", w + "b" }).ToArray();
            all.AddRange(words);
        }

        return all;
    }

    private static bool Slow(string pattern, string text) =>
        pattern.Length == 0 ? text.Length == 0
        : pattern[0] == '*' ? Slow(pattern[1..], text) || (text.Length > 0 && Slow(pattern, text[1..]))
        : text.Length > 0 && (pattern[0] == '?' || pattern[0] == text[0]) && Slow(pattern[1..], text[1..]);
}
