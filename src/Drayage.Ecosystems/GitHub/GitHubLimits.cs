using Drayage.Pipeline.Publishing;

namespace Drayage.Ecosystems.GitHub;

/// <summary>
/// GitHub's documented limits ("Rate limits for the REST API"), which count over all uses of one token. A look is taken for two
/// requests to read, a sending for one to write and one to read.
/// </summary>
public static class GitHubLimits
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    /// <param name="account">What names the token.</param>
    public static DeliveryLimits Of(string account) => new()
    {
        Account = account,
        // 100 are allowed; a repository's uploads gain nothing beyond these.
        Concurrent = 16,
        Rates =
        [
            // Secondary limits: requests that make content, and points, of which a write costs five.
            new RateLimit(80, Minute, Look: 0, Send: 1),
            new RateLimit(500, Hour, Look: 0, Send: 1),
            new RateLimit(900, Minute, Look: 2, Send: 6),
            // The primary limit of a user's token. GITHUB_TOKEN has less, and says so when it is reached.
            new RateLimit(5000, Hour, Look: 2, Send: 2),
        ],
    };
}
