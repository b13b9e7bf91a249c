using System.Collections.Immutable;

namespace Drayage.Ecosystems.Containers.Detection;

/// <summary>One instruction of a Dockerfile, its continuation lines joined and comments inside them dropped.</summary>
/// <param name="Keyword">In capitals.</param>
/// <param name="Arguments">The rest of the logical line, without heredoc bodies.</param>
/// <param name="Line">Line of the keyword, from 1.</param>
/// <param name="Column">Column of the keyword, from 1.</param>
internal sealed record DockerInstruction(string Keyword, string Arguments, int Line, int Column)
{
    /// <summary>The bodies of the instruction's here-documents.</summary>
    public ImmutableArray<string> HereDocuments { get; init; } = [];

    /// <summary>The arguments as words, flags such as <c>--platform=…</c> included.</summary>
    public string[] Words => Arguments.Split((char[])[' ', '\t'], StringSplitOptions.RemoveEmptyEntries);
}
