using System.Collections.Immutable;

namespace Drayage.Ecosystems.Containers.Detection;

/// <summary>A Dockerfile taken apart.</summary>
/// <param name="Instructions">In the file's order.</param>
/// <param name="Syntax">The frontend that <c># syntax=</c> names, or null.</param>
internal sealed record Dockerfile(ImmutableArray<DockerInstruction> Instructions, string? Syntax)
{
    /// <summary>The defaults of the ARGs before the first FROM, which base images may use.</summary>
    public ImmutableDictionary<string, string> GlobalArguments { get; } = Instructions
        .TakeWhile(instruction => instruction.Keyword != "FROM")
        .Where(instruction => instruction.Keyword == "ARG")
        .SelectMany(instruction => instruction.Words)
        .Select(word => word.Split('=', 2))
        .DistinctBy(parts => parts[0])
        .ToImmutableDictionary(parts => parts[0], parts => parts.Length > 1 ? parts[1].Trim('"', '\'') : "");

    public ImmutableArray<DockerStage> Stages => [.. Instructions.Where(instruction => instruction.Keyword == "FROM").Select(Stage).OfType<DockerStage>()];

    /// <summary>All ARGs with where they stand; null for one without default.</summary>
    public IEnumerable<(string Name, string? Default, DockerInstruction At)> Arguments =>
        from instruction in Instructions
        where instruction.Keyword == "ARG"
        from word in instruction.Words
        let parts = word.Split('=', 2)
        select (parts[0], parts.Length > 1 ? parts[1].Trim('"', '\'') : null, instruction);

    private DockerStage? Stage(DockerInstruction from)
    {
        var words = from.Words.SkipWhile(word => word.StartsWith("--", StringComparison.Ordinal)).ToArray();
        return words switch
        {
            [var image] => new DockerStage(null, ArgumentExpansion.Expand(image, GlobalArguments), from),
            [var image, var keyword, var name] when keyword.Equals("AS", StringComparison.OrdinalIgnoreCase)
                => new DockerStage(name, ArgumentExpansion.Expand(image, GlobalArguments), from),
            _ => null,
        };
    }
}

/// <summary>One stage of a build.</summary>
/// <param name="Name">The name after AS, or null.</param>
/// <param name="Base">The image or earlier stage it starts from, with the defaults of ARGs put in.</param>
internal sealed record DockerStage(string? Name, string Base, DockerInstruction From);
