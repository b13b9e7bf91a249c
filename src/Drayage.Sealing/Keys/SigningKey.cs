using System.Security.Cryptography;
using Drayage.Model;
using Drayage.Platform.Secrets;
using Drayage.Platform.Storage;

namespace Drayage.Sealing.Keys;

/// <summary>
/// A private key: ECDSA on P-256. Signs in DER over SHA-256, the form that openssl, cosign and in-toto verify.
/// </summary>
public sealed class SigningKey : IDisposable
{
    /// <summary>Rounds of PBKDF2 that a password goes through, as OWASP advises for HMAC-SHA-256.</summary>
    private const int PasswordRounds = 600_000;

    private readonly ECDsa ecdsa;
    private readonly Lock gate = new();

    private SigningKey(ECDsa ecdsa, VerificationKey publicKey)
    {
        this.ecdsa = ecdsa;
        PublicKey = publicKey;
    }

    public VerificationKey PublicKey { get; }

    /// <inheritdoc cref="VerificationKey.KeyId"/>
    public string KeyId => PublicKey.KeyId;

    public static SigningKey Generate()
    {
        var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        return new SigningKey(key, VerificationKey.Of(key, "just made"));
    }

    /// <summary>Reads the key and, if need be, its password from where they are said to be.</summary>
    /// <param name="password">Null when the key is not encrypted.</param>
    /// <exception cref="ReleaseException">Either is missing; the password is wrong; it is no such key.</exception>
    public static async Task<SigningKey> LoadAsync(
        SecretReference reference, SecretReference? password, SecretResolver secrets, CancellationToken cancellationToken)
    {
        var pem = await secrets.ResolveAsync(reference, cancellationToken);
        var unlocking = password is null ? null : await secrets.ResolveAsync(password, cancellationToken);
        return FromPem(pem, unlocking, reference is SecretReference.Content content ? content.Path : reference.ToString());
    }

    /// <summary>
    /// Reads PEM text: <c>PRIVATE KEY</c> and <c>ENCRYPTED PRIVATE KEY</c> (PKCS#8), or <c>EC PRIVATE KEY</c> (SEC 1).
    /// </summary>
    /// <param name="origin">Where it came from, for messages.</param>
    /// <exception cref="ReleaseException">The password is missing or wrong; it is no such key.</exception>
    public static SigningKey FromPem(Secret pem, Secret? password, string origin)
    {
        var label = PemText.LabelOf(pem.Reveal());
        if (label == "PUBLIC KEY")
            throw KeyProblem.PublicInsteadOfPrivate(origin);
        var key = ECDsa.Create();
        try
        {
            if (label == "ENCRYPTED PRIVATE KEY")
                ImportEncrypted(key, pem, password ?? throw KeyProblem.PasswordMissing(origin), origin);
            else
                ImportPlain(key, pem, label, origin);
            return new SigningKey(key, VerificationKey.Of(key, origin));
        }
        catch
        {
            key.Dispose();
            throw;
        }
    }

    /// <summary>The signature in DER. Two signatures over the same data differ.</summary>
    public byte[] Sign(ReadOnlySpan<byte> data)
    {
        lock (gate)
            return ecdsa.SignData(data, HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence);
    }

    /// <summary>PKCS#8, encrypted by PBES2: AES-256-CBC under PBKDF2 with HMAC-SHA-256 and 600,000 rounds.</summary>
    public Secret ToEncryptedPem(Secret password)
    {
        var encryption = new PbeParameters(PbeEncryptionAlgorithm.Aes256Cbc, HashAlgorithmName.SHA256, PasswordRounds);
        lock (gate)
            return new Secret(ecdsa.ExportEncryptedPkcs8PrivateKeyPem(password.Reveal(), encryption) + "\n");
    }

    /// <summary>Writes the encrypted key to a file that only its owner may read.</summary>
    /// <exception cref="ReleaseException">A file of that name exists.</exception>
    public async Task WriteAsync(string path, Secret password, CancellationToken cancellationToken)
    {
        if (password.IsEmpty)
            throw new ReleaseException(ExitCode.Usage, $"the private key {path} was not written", "the password is empty", "choose a password");
        var options = new AtomicFileOptions { Replace = false, Mode = UnixFileMode.UserRead | UnixFileMode.UserWrite };
        try
        {
            await AtomicFile.WriteAsync(path, ToEncryptedPem(password).RevealBytes(), options, cancellationToken);
        }
        catch (IOException) when (Path.Exists(path))
        {
            throw KeyProblem.Exists(path);
        }
    }

    public void Dispose() => ecdsa.Dispose();

    private static void ImportEncrypted(ECDsa key, Secret pem, Secret password, string origin)
    {
        try
        {
            key.ImportFromEncryptedPem(pem.Reveal(), password.Reveal());
        }
        catch (Exception error) when (error is CryptographicException or ArgumentException)
        {
            throw IsRsa(rsa => rsa.ImportFromEncryptedPem(pem.Reveal(), password.Reveal()))
                ? KeyProblem.OtherAlgorithm(origin)
                : KeyProblem.PasswordWrong(origin, error);
        }
    }

    private static void ImportPlain(ECDsa key, Secret pem, string? label, string origin)
    {
        try
        {
            key.ImportFromPem(pem.Reveal());
        }
        catch (Exception error) when (error is CryptographicException or ArgumentException)
        {
            if (pem.Reveal().Contains("Proc-Type: 4,ENCRYPTED", StringComparison.Ordinal))
                throw KeyProblem.LegacyEncryption(origin, error);
            throw IsRsa(rsa => rsa.ImportFromPem(pem.Reveal()))
                ? KeyProblem.OtherAlgorithm(origin)
                : KeyProblem.NotUsable(origin, label, error);
        }
    }

    private static bool IsRsa(Action<RSA> import)
    {
        using var rsa = RSA.Create();
        try
        {
            import(rsa);
            return true;
        }
        catch (Exception error) when (error is CryptographicException or ArgumentException)
        {
            return false;
        }
    }
}
