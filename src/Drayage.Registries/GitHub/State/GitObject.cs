namespace Drayage.Registries.GitHub.State;

/// <summary>What a reference points at. Commits are taken on trust, as the registry holds no git objects but annotated tags.</summary>
/// <param name="Sha">Forty lower-case hex digits.</param>
/// <param name="Type"><c>commit</c> or <c>tag</c>.</param>
internal sealed record GitObject(string Sha, string Type)
{
    public const string Commit = "commit";
    public const string Tag = "tag";
}
