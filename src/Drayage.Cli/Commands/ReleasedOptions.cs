using System.CommandLine;
using Drayage.Cli.Runs;
using Drayage.Cli.Runs.Delivery;
using Drayage.Cli.Runs.Released;
using Drayage.Model;

namespace Drayage.Cli.Commands;

/// <summary>Options of commands that start from a release instead of sources.</summary>
internal sealed class ReleasedOptions
{
    private readonly ReleaseSourceOptions source = new();
    private readonly Option<string?> from = new("--from-release") { Description = "The release: its tag on GitHub, or the path or address of its waybill." };
    private readonly Option<string?> digest = new("--waybill-digest") { Description = "Digest that the waybill must have, as the event names it." };
    private readonly Option<string?> state = new("--dist") { Description = "Directory that keeps journals and downloads; .drayage of the current directory by default." };

    public void AddTo(Command command)
    {
        command.Add(from);
        source.AddTo(command);
        command.Add(digest);
        command.Add(state);
    }

    public bool IsGiven(ParseResult parsed) => parsed.GetValue(from) is not null;

    /// <exception cref="ReleaseException">The release or the key is not named, or the configuration is wrong.</exception>
    public async Task<ReleasedRequest> RequestAsync(Composition composition, ParseResult parsed, Selection selection, string? journal, CancellationToken cancellationToken)
    {
        var here = composition.Environment.CurrentDirectory;
        var text = parsed.GetValue(from) ?? throw new ReleaseException(
            ExitCode.Usage, "no release is named", null, "name its tag, or the path or address of its waybill: --from-release v1.2.0 --repository OWNER/NAME");
        var release = await source.ReadAsync(composition, parsed, cancellationToken);
        return new ReleasedRequest
        {
            Location = ReleaseLocation.Parse(text, here, release.Repository),
            Key = release.Key,
            Digest = parsed.GetValue(digest) is { } pinned ? ParseDigest(pinned) : null,
            Selection = selection,
            State = Path.GetFullPath(parsed.GetValue(state) ?? ".drayage", here),
            Journal = JournalChoice.Of(composition, journal) ?? release.Journal,
            Destinations = release.Destinations,
        };
    }

    /// <summary>The same command again, for hints.</summary>
    public string Again(string command, ParseResult parsed)
    {
        Option<string?>[] all = [from, .. source.All, digest, state];
        var given = all.Where(option => parsed.GetValue(option) is not null);
        return $"drayage {command} {string.Join(' ', given.Select(option => $"{option.Name} {parsed.GetValue(option)}"))}";
    }

    private static Digest ParseDigest(string text) => Digest.TryParse(text, out var digest)
        ? digest
        : throw new ReleaseException(ExitCode.Usage, $"--waybill-digest: '{text}' is no digest", null, "write sha256: and 64 hexadecimal digits");
}
