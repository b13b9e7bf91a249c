using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Globalization;
using Drayage.Model;
using Drayage.Pipeline.Publishing.Preflight;
using Drayage.Platform.Http;

namespace Drayage.Cli.Runs.Preflight;

/// <summary>Reads from the headers of all answers what a host's clock says and how many requests it still takes.</summary>
internal sealed class HostSigns(TimeProvider clock)
{
    private static readonly TimeSpan Tolerance = TimeSpan.FromMinutes(1);

    // GitHub's, the one that Docker Hub has, and the name that the IETF draft gave it.
    private static readonly string[] Remaining = ["X-RateLimit-Remaining", "RateLimit-Remaining"];
    private static readonly string[] Limit = ["X-RateLimit-Limit", "RateLimit-Limit"];

    private readonly ConcurrentDictionary<string, TimeSpan> skews = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, Allowance> allowances = new(StringComparer.Ordinal);

    public void Note(HttpEvent happened)
    {
        if (happened is not HttpEvent.Answered answered || !Uri.TryCreate(answered.Target, UriKind.Absolute, out var address) || address.Authority.Length == 0)
            return;
        if (Find(answered, ["Date"]) is { } date && DateTimeOffset.TryParseExact(date, "r", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var told))
            skews[address.Authority] = told - clock.GetUtcNow();
        if (Number(Find(answered, Remaining)) is { } left)
            allowances[address.Authority] = new Allowance(left, Number(Find(answered, Limit)));
    }

    /// <param name="needed">Requests that the release takes, about.</param>
    /// <param name="now">This machine's time.</param>
    public ImmutableArray<HostFinding> Findings(int needed, DateTimeOffset now) =>
    [
        .. skews.OrderBy(host => host.Key, StringComparer.Ordinal).Select(host => new HostFinding(host.Key, OfClock(host.Value, now))),
        .. allowances.OrderBy(host => host.Key, StringComparer.Ordinal).Select(host => new HostFinding(host.Key, OfAllowance(host.Value, needed))),
    ];

    private static PreflightFinding OfClock(TimeSpan skew, DateTimeOffset now)
    {
        if (skew.Duration() <= Tolerance)
            return PreflightFinding.Good(PreflightSubject.Clock, "its clock and this machine's agree");
        return PreflightFinding.Doubtful(
            PreflightSubject.Clock,
            $"its clock is {Counted.Of((int)skew.Duration().TotalSeconds, "second")} {(skew > TimeSpan.Zero ? "ahead of" : "behind")} this machine's ({now:yyyy-MM-dd HH:mm:ss} UTC): tokens may be refused, and signatures carry a wrong time");
    }

    private static PreflightFinding OfAllowance(Allowance allowance, int needed)
    {
        var text = $"{allowance.Left:N0}{(allowance.Limit is { } limit ? $" of {limit:N0}" : "")} requests are left";
        return allowance.Left >= needed
            ? PreflightFinding.Good(PreflightSubject.Limit, text)
            : PreflightFinding.Doubtful(PreflightSubject.Limit, $"{text}, and this release takes about {needed:N0}: it will pause until the limit is renewed");
    }

    private static string? Find(HttpEvent.Answered answered, string[] names)
    {
        foreach (var name in names)
        {
            var line = answered.ResponseHeaders.FirstOrDefault(header => header.StartsWith(name + ": ", StringComparison.OrdinalIgnoreCase));
            if (line is not null)
                return line[(name.Length + 2)..];
        }

        return null;
    }

    // Docker Hub writes "76;w=21600".
    private static long? Number(string? text) => long.TryParse(text?.Split(';')[0], NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    private sealed record Allowance(long Left, long? Limit);
}
