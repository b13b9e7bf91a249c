namespace Drayage.Registries.Access;

/// <summary>What came of an identity token.</summary>
internal abstract record IdentityCheck
{
    private IdentityCheck()
    {
    }

    /// <param name="Subject">Who it is: <c>repo:OWNER/NAME:…</c> of a job of GitHub Actions.</param>
    public sealed record Accepted(string Subject) : IdentityCheck;

    /// <param name="Reason">In words that follow "the token was refused: ".</param>
    public sealed record Refused(string Reason) : IdentityCheck;
}
