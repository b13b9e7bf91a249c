namespace Drayage.Registries.Access;

/// <summary>What came of an identity token.</summary>
internal abstract record IdentityCheck
{
    private IdentityCheck()
    {
    }

    /// <param name="Claims">What the issuer says of the job.</param>
    public sealed record Accepted(IdentityClaims Claims) : IdentityCheck
    {
        /// <summary>Who it is: <c>repo:OWNER/NAME:…</c> of a job of GitHub Actions.</summary>
        public string Subject => Claims.Subject;
    }

    /// <param name="Reason">In words that follow "the token was refused: ".</param>
    public sealed record Refused(string Reason) : IdentityCheck;
}
