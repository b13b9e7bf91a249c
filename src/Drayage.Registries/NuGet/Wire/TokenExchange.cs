namespace Drayage.Registries.NuGet.Wire;

/// <summary>Asks for a short-lived API key; the identity token is the request's bearer token.</summary>
/// <param name="Username">Whose trusted publishing policy it is.</param>
/// <param name="TokenType"><c>ApiKey</c>.</param>
internal sealed record TokenRequest(string? Username, string? TokenType);

/// <summary>The key.</summary>
/// <param name="Expires">ISO 8601.</param>
internal sealed record TokenAnswer(string TokenType, string Expires, string ApiKey);

/// <summary>Why there is none.</summary>
internal sealed record TokenError(string Error);
