using Drayage.Model;
using Drayage.Pipeline.Publishing;
using Drayage.Platform.Http;
using Drayage.Platform.Processes;

namespace Drayage.Ecosystems.DotNet.Publishing.Configuration;

/// <summary>Decides where a destination pushes to: what it names, else what NuGet's own configuration says.</summary>
internal static class PushSource
{
    /// <returns>The address of a service index.</returns>
    /// <exception cref="ReleaseException">It is not known, or no feed.</exception>
    public static async Task<Uri> OfAsync(NuGetSettings settings, ClientSurroundings client, CancellationToken cancellationToken)
    {
        var feed = await FindAsync(settings, client, cancellationToken);
        // The address stands in the waybill and in how packages are installed, which everybody reads.
        return feed.UserInfo.Length == 0 ? feed : throw new ReleaseException(
            ExitCode.Usage,
            $"destination {settings.Id}: the address of the feed holds a user or a password",
            $"NuGet's configuration has it so for {RedactedUri.Render(feed)}, and a release tells its addresses to everybody",
            "take it out of the address and write the login into packageSourceCredentials: dotnet nuget update source NAME --source ADDRESS --username USER --password PASSWORD");
    }

    private static async Task<Uri> FindAsync(NuGetSettings settings, ClientSurroundings client, CancellationToken cancellationToken)
    {
        if (settings.Source is { } address && AddressOf(address) is { } given)
            return given;
        var config = NuGetConfig.Read(client);
        if (settings.Source is { } name)
            return FeedOf(settings, config.Find(name) ?? throw Unknown(settings, name, config));
        if (config.DefaultPushSource is { } chosen)
            return AddressOf(chosen) ?? FeedOf(settings, config.Find(chosen) ?? throw Unknown(settings, chosen, config));
        var feeds = config.Sources.Where(source => source is { IsEnabled: true, ServiceIndex: not null }).ToArray();
        return feeds switch
        {
            [var only] => FeedOf(settings, only),
            [] => await AskAsync(settings, client, cancellationToken),
            _ => throw Undecided(settings, feeds),
        };
    }

    private static Uri FeedOf(NuGetSettings settings, NuGetSource source) => source.ServiceIndex ?? throw new ReleaseException(
        ExitCode.Usage,
        $"destination {settings.Id}: source {source.Name} is no feed",
        $"{source.File}: its address is {source.Address}",
        "name a source whose address is that of a service index (https://HOST/…/index.json)");

    /// <summary>Where no file names a feed, NuGet writes the user's own, with the public gallery in it, and then says what it has.</summary>
    private static async Task<Uri> AskAsync(NuGetSettings settings, ClientSurroundings client, CancellationToken cancellationToken)
    {
        var spec = new ProcessSpec
        {
            Program = "dotnet",
            Arguments = ["nuget", "list", "source", "--format", "Short"],
            WorkingDirectory = client.Directory,
            Capture = ProcessCapture.Both,
        };
        var lines = await client.Processes.RunAsync(spec, sink: null, cancellationToken) is ProcessResult.Exited { Succeeded: true } listed
            ? listed.OutputText.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            : [];
        // "E ADDRESS" of a source that is enabled; letters may follow that tell more of it.
        var feeds = lines.Where(line => line.StartsWith('E')).Select(line => AddressOf(line[(line.IndexOf(' ', StringComparison.Ordinal) + 1)..])).OfType<Uri>().ToArray();
        return feeds is [var only] ? only : throw Undecided(settings, []);
    }

    private static Uri? AddressOf(string text) => new NuGetSource("", text, IsEnabled: true, "").ServiceIndex;

    private static ReleaseException Unknown(NuGetSettings settings, string name, NuGetConfig config)
    {
        var known = config.Sources.Select(source => source.Name).ToArray();
        return new ReleaseException(
            ExitCode.Usage,
            $"destination {settings.Id}: NuGet's configuration has no source '{name}'",
            known.Length == 0 ? $"{settings.At}: it names no source at all" : $"{settings.At}: it names {string.Join(", ", known)}",
            NearestName.Find(name, known) is { } near ? $"did you mean '{near}'?" : $"add it: dotnet nuget add source ADDRESS --name {name}");
    }

    private static ReleaseException Undecided(NuGetSettings settings, NuGetSource[] feeds) => new(
        ExitCode.Usage,
        $"destination {settings.Id}: NuGet's configuration does not say where packages are pushed",
        feeds.Length == 0 ? $"{settings.At}: it names no feed" : $"{settings.At}: it names {string.Join(", ", feeds.Select(feed => feed.Name))} and no defaultPushSource",
        $"write source: NAME into destination {settings.Id}, or its address");
}
