using Drayage.Model;

namespace Drayage.Cli.Runs;

/// <summary>The stages of a release that <c>--until</c> names, in their order.</summary>
internal enum ReleaseStage
{
    /// <summary>Everything is decided.</summary>
    Plan,

    /// <summary>The toolchains have run.</summary>
    Build,

    /// <summary>Archives and images are made.</summary>
    Pack,

    /// <summary>The waybill is signed.</summary>
    Seal,

    /// <summary>What can be taken back is sent, and nobody sees it: drafts are drafts, images have no tags.</summary>
    Stage,

    /// <summary>Names have moved.</summary>
    Publish,
}

/// <summary>The words for stages on the command line.</summary>
internal static class ReleaseStages
{
    private static readonly string[] Words = [.. Enum.GetValues<ReleaseStage>().Select(Word)];

    /// <exception cref="ReleaseException">It is no stage.</exception>
    public static ReleaseStage Parse(string word) =>
        Array.IndexOf(Words, word) is >= 0 and var place
            ? (ReleaseStage)place
            : throw new ReleaseException(
                ExitCode.Usage,
                $"--until: '{word}' is no stage",
                $"stages are {string.Join(", ", Words)}",
                NearestName.Find(word, Words) is { } near ? $"did you mean '{near}'?" : "take one of these words");

    /// <summary>What the run that ended after a stage has not done, and how to go on.</summary>
    public static string Left(ReleaseStage stage)
    {
        var left = string.Join(", ", Words[((int)stage + 1)..]);
        var next = stage < ReleaseStage.Seal ? "drayage release (what is built is not built again)" : "drayage resume";
        return $"ended after {Word(stage)}, as asked; {(stage < ReleaseStage.Stage ? "nothing was sent; " : "nobody sees it yet; ")}left: {left}; go on with: {next}";
    }

    private static string Word(ReleaseStage stage) => stage.ToString().ToLowerInvariant();
}
