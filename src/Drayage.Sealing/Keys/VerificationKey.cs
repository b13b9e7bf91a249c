using System.Security.Cryptography;
using Drayage.Model;

namespace Drayage.Sealing.Keys;

/// <summary>The public half of a signing key: ECDSA on P-256. Verifies DER signatures over SHA-256, as cosign and in-toto make them.</summary>
public sealed class VerificationKey
{
    private readonly byte[] subjectPublicKeyInfo;

    internal VerificationKey(byte[] subjectPublicKeyInfo)
    {
        this.subjectPublicKeyInfo = subjectPublicKeyInfo;
        KeyId = Convert.ToHexStringLower(SHA256.HashData(subjectPublicKeyInfo));
    }

    /// <summary>SHA-256 of the SubjectPublicKeyInfo (RFC 5280) in DER, 64 lower-case hexadecimal digits.</summary>
    public string KeyId { get; }

    /// <summary>Reads a PEM file with a block <c>PUBLIC KEY</c>.</summary>
    /// <exception cref="ReleaseException">The file cannot be read, or holds no such key.</exception>
    public static async Task<VerificationKey> LoadAsync(string path, CancellationToken cancellationToken)
    {
        try
        {
            return FromPem(await File.ReadAllTextAsync(path, cancellationToken), path);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new ReleaseException(
                ExitCode.Usage, $"the public key {path} cannot be read", error.Message, "name the file of the public key, in PEM form", error);
        }
    }

    /// <summary>Reads PEM text with a block <c>PUBLIC KEY</c>.</summary>
    /// <param name="pem">The text.</param>
    /// <param name="origin">Where it came from, for messages.</param>
    /// <exception cref="ReleaseException">The text holds no public key, or one of another kind.</exception>
    public static VerificationKey FromPem(string pem, string origin)
    {
        if (PemText.LabelOf(pem) is { } label && label.EndsWith("PRIVATE KEY", StringComparison.Ordinal))
            throw KeyProblem.PrivateInsteadOfPublic(origin);
        using var key = ECDsa.Create();
        try
        {
            key.ImportFromPem(pem);
            return Of(key, origin);
        }
        catch (Exception error) when (error is CryptographicException or ArgumentException)
        {
            throw KeyProblem.NotUsable(origin, PemText.LabelOf(pem), error);
        }
    }

    /// <summary>PEM text with one block <c>PUBLIC KEY</c> and a line end.</summary>
    public string ToPem() => PemEncoding.WriteString("PUBLIC KEY", subjectPublicKeyInfo) + "\n";

    /// <summary>Whether the signature is this key's over the data.</summary>
    /// <param name="signature">DER, as RFC 3279 defines it.</param>
    public bool Verify(ReadOnlySpan<byte> data, ReadOnlySpan<byte> signature)
    {
        using var key = ECDsa.Create();
        key.ImportSubjectPublicKeyInfo(subjectPublicKeyInfo, out _);
        try
        {
            return key.VerifyData(data, signature, HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence);
        }
        catch (CryptographicException)
        {
            // Bytes that are no DER are no signature.
            return false;
        }
    }

    internal static VerificationKey Of(ECDsa key, string origin)
    {
        const string p256 = "1.2.840.10045.3.1.7";
        var curve = key.ExportParameters(includePrivateParameters: false).Curve;
        return curve.IsNamed && (curve.Oid.Value == p256 || curve.Oid.FriendlyName == ECCurve.NamedCurves.nistP256.Oid.FriendlyName)
            ? new VerificationKey(key.ExportSubjectPublicKeyInfo())
            : throw KeyProblem.OtherCurve(origin, curve.Oid?.FriendlyName ?? "an unnamed curve");
    }
}
