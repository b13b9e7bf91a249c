using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;
using Drayage.PythonIndex.Site;

namespace Drayage.Cli.Rendering;

/// <summary>Tells what a static package index holds and what changed.</summary>
internal static class SiteRendering
{
    public static void Write(Terminal terminal, StaticSite site, SiteReport report, bool isCheck, bool json)
    {
        foreach (var file in report.LeftOut)
            terminal.Error.WriteLine($"left out: {file} is no wheel, or its metadata has another name or version");
        if (json)
        {
            terminal.Output.WriteLine(JsonSerializer.Serialize(
                new SiteDocument(site.Output, report.Projects, report.Files, report.Yanked, report.LeftOut, report.Fetched, report.Changes), SiteJson.Default.SiteDocument));
            return;
        }

        foreach (var change in report.Changes)
            terminal.Output.WriteLine($"{change[..2]}{site.Output}/{change[2..]}");
        terminal.Output.WriteLine(
            $"{Count(report.Projects, "project")}, {Count(report.Files, "file")}{(report.Yanked > 0 ? $", {report.Yanked} of them yanked" : "")}; {Count(report.Fetched, "file")} fetched; "
            + (report.Changes.IsEmpty ? "the site is up to date" : isCheck ? $"the site is stale: run: drayage python-index build" : $"{Count(report.Changes.Length, "page")} changed in {site.Output}"));
    }

    private static string Count(int number, string what) => $"{number} {what}{(number == 1 ? "" : "s")}";
}

/// <param name="Out">Absolute path of the site.</param>
internal sealed record SiteDocument(string Out, int Projects, int Files, int Yanked, ImmutableArray<string> LeftOut, int Fetched, ImmutableArray<string> Changes);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true)]
[JsonSerializable(typeof(SiteDocument))]
internal sealed partial class SiteJson : JsonSerializerContext;
