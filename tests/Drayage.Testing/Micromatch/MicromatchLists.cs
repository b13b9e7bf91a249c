using System.Text.Json.Nodes;

namespace Drayage.Testing.Micromatch;

/// <summary>micromatch, as <c>./build peers</c> installs it.</summary>
public static class MicromatchLists
{
    private static readonly string Place = Path.Combine(RepositoryRoot.Path, "artifacts", "peers", "micromatch");
    private static readonly string Script = Path.Combine(RepositoryRoot.Path, "tests", "Drayage.Testing", "Micromatch", "match.cjs");

    /// <summary>Which of the paths each list of globs picks, sorted.</summary>
    /// <param name="matchDotFiles">Whether a wildcard may stand for a name's leading dot.</param>
    public static async Task<string[][]> PickAsync(IEnumerable<IReadOnlyList<string>> lists, IEnumerable<string> paths, bool matchDotFiles)
    {
        Peer.Require(Path.Combine(Place, "node_modules", "micromatch", "index.js"));
        var question = new JsonObject { ["paths"] = ArrayOf(paths), ["lists"] = new JsonArray([.. lists.Select(ArrayOf)]), ["dot"] = matchDotFiles };
        var answer = (await Peer.Require("node").RunAsync([Script, Place], question.ToJsonString())).Succeeded().Output;
        return [.. JsonNode.Parse(answer)!.AsArray().Select(picked => picked!.AsArray().Select(path => path!.GetValue<string>()).Order(StringComparer.Ordinal).ToArray())];
    }

    private static JsonArray ArrayOf(IEnumerable<string> texts) => new([.. texts.Select(text => (JsonNode)text)]);
}
