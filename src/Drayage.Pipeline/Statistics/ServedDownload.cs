using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.RegularExpressions;

namespace Drayage.Pipeline.Statistics;

/// <summary>Tells downloads from the request log of the embedded registries: one JSON object a line.</summary>
public static partial class ServedDownload
{
    /// <summary>
    /// Counts by day. Parts of files, and what was asked for only to be looked at, are none. A day between the first line and the last one
    /// that has no download of something had none.
    /// </summary>
    /// <exception cref="FormatException">A line is no request; the message names it.</exception>
    public static ImmutableArray<DownloadCount> Count(IEnumerable<string> lines)
    {
        var days = new SortedDictionary<(string Destination, string Package, string Item), SortedDictionary<DateOnly, long>>();
        var logged = new SortedSet<DateOnly>();
        var number = 0;
        foreach (var line in lines)
        {
            number++;
            if (Read(line, number) is not { } request)
                continue;
            var day = DateOnly.FromDateTime(request.At.UtcDateTime);
            logged.Add(day);
            if (request is not { Method: "GET", Status: 200 } || Of(request.Path) is not { } what)
                continue;
            if (!days.TryGetValue(what, out var counted))
                days[what] = counted = [];
            counted[day] = counted.GetValueOrDefault(day) + 1;
        }

        foreach (var counted in days.Values)
        {
            for (var day = logged.Min; day <= logged.Max; day = day.AddDays(1))
                counted.TryAdd(day, 0);
        }

        return
        [
            .. days.Select(entry => new DownloadCount
            {
                Destination = entry.Key.Destination,
                Package = entry.Key.Package,
                Item = entry.Key.Item,
                Total = entry.Value.Values.Sum(),
                Days = entry.Value.ToImmutableSortedDictionary(),
            }),
        ];
    }

    /// <summary>What several logs tell, each thing once.</summary>
    public static ImmutableArray<DownloadCount> Together(IEnumerable<DownloadCount> counts) =>
    [
        .. counts.GroupBy(count => (count.Destination, count.Package, count.Item)).OrderBy(same => same.Key).Select(same => same.First() with
        {
            Total = same.Sum(count => count.Total),
            Days = same.SelectMany(count => count.Days).GroupBy(day => day.Key, day => day.Value).ToImmutableSortedDictionary(day => day.Key, day => day.Sum()),
        }),
    ];

    private static LoggedRequest? Read(string line, int number)
    {
        if (string.IsNullOrWhiteSpace(line))
            return null;
        try
        {
            return JsonSerializer.Deserialize(line, LoggedJson.Default.LoggedRequest);
        }
        catch (JsonException malformed)
        {
            throw new FormatException(string.Create(CultureInfo.InvariantCulture, $"line {number} is no request: {malformed.Message}"), malformed);
        }
    }

    /// <summary>An image is pulled by the name that somebody gave; what follows by digest belongs to the same pull.</summary>
    private static (string Destination, string Package, string Item)? Of(string target)
    {
        var path = Uri.UnescapeDataString(target.Split('?')[0]);
        foreach (var grammar in Grammars)
        {
            if (grammar().Match(path) is { Success: true } match)
                return (match.Groups["destination"] is { Success: true } named ? named.Value : "github", match.Groups["package"].Value, match.Groups["item"].Value);
        }

        return null;
    }

    private static readonly Func<Regex>[] Grammars = [Image, Python, Npm, Crate, NuGet, Asset];

    [GeneratedRegex(@"\A/v2/(?<destination>[^/]+)/(?<package>.+)/manifests/(?<item>[^/:]+)\z", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Image();

    [GeneratedRegex(@"\A/python/(?<destination>[^/]+)/files/(?<package>[^/]+)/(?<item>[^/]+\.(whl|tar\.gz|zip))\z", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Python();

    [GeneratedRegex(@"\A/npm/(?<destination>[^/]+)/(?<package>(@[^/]+/)?[^/]+)/-/(?<item>[^/]+\.tgz)\z", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Npm();

    [GeneratedRegex(@"\A/crates/(?<destination>[^/]+)/(dl|api/v1/crates)/(?<package>[^/]+)/(?<item>[^/]+)/download\z", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Crate();

    [GeneratedRegex(@"\A/nuget/(?<destination>[^/]+)/v3/flatcontainer/(?<package>[^/]+)/(?<item>[^/]+)/[^/]+\.nupkg\z", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex NuGet();

    [GeneratedRegex(@"\A/(?<package>[^/]+/[^/]+)/releases/download/(?<item>.+)\z", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Asset();
}

/// <summary>A line of the log.</summary>
/// <param name="At">When the answer was complete.</param>
/// <param name="Path">Path and query as sent.</param>
/// <param name="Bytes">Body bytes sent.</param>
public sealed record LoggedRequest(DateTimeOffset At, string Method, string Path, int Status, long Bytes)
{
    /// <summary>One line of JSON, with its line ending.</summary>
    public string Write() => JsonSerializer.Serialize(this, LoggedJson.Default.LoggedRequest) + "\n";
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(LoggedRequest))]
internal sealed partial class LoggedJson : JsonSerializerContext;
