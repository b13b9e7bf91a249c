using System.Text.Json;

namespace Drayage.Registries.Access;

/// <summary>Short-lived tokens that registries give in exchange for identities.</summary>
internal sealed class ExchangedTokens(SignedTokens signed, TimeProvider clock)
{
    /// <param name="purpose">What it is good for, in the registry's own terms.</param>
    /// <param name="lifetime">How long.</param>
    public string Issue(string purpose, TimeSpan lifetime) => signed.Issue(JsonSerializer.SerializeToUtf8Bytes(
        new ExchangedClaims { Purpose = purpose, Expires = (clock.GetUtcNow() + lifetime).ToUnixTimeSeconds() }, AccessJson.Wire.ExchangedClaims));

    /// <summary>What a token that is still valid is good for; null for every other text.</summary>
    public string? PurposeOf(string token) => ClaimsOf(token) is { } claims && !IsOver(claims) ? claims.Purpose : null;

    /// <summary>Whether a token was given here, and its time is over.</summary>
    public bool HasExpired(string token) => ClaimsOf(token) is { } claims && IsOver(claims);

    private bool IsOver(ExchangedClaims claims) => claims.Expires <= clock.GetUtcNow().ToUnixTimeSeconds();

    private ExchangedClaims? ClaimsOf(string token) =>
        signed.Open(token) is { } payload ? JsonSerializer.Deserialize(payload, AccessJson.Wire.ExchangedClaims) : null;
}
