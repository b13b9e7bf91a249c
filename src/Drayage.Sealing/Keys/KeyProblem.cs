using Drayage.Model;

namespace Drayage.Sealing.Keys;

/// <summary>What can be wrong with a key, in words that help. None of them repeats any part of the key.</summary>
internal static class KeyProblem
{
    private const string MakeOne = "make one: openssl ecparam -name prime256v1 -genkey -noout | openssl pkcs8 -topk8 -v2 aes-256-cbc -out key.pem";

    public static ReleaseException NotUsable(string origin, string? label, Exception inner) => label switch
    {
        null => Wrong(origin, "there is no PEM block of a key in it (-----BEGIN … KEY-----)", MakeOne, inner),
        _ when label.Contains("COSIGN", StringComparison.Ordinal) || label.Contains("SIGSTORE", StringComparison.Ordinal) =>
            Wrong(origin, $"'{label}' is cosign's own encrypted form, which nothing but cosign reads", MakeOne, inner),
        "RSA PRIVATE KEY" or "RSA PUBLIC KEY" or "DSA PRIVATE KEY" or "OPENSSH PRIVATE KEY" =>
            Wrong(origin, $"'{label}' is not an ECDSA key on the curve P-256", MakeOne, inner),
        _ => Wrong(origin, $"the block '{label}' is damaged or of another kind: {inner.Message}", MakeOne, inner),
    };

    public static ReleaseException OtherCurve(string origin, string curve) =>
        Wrong(origin, $"its curve is {curve}; signatures here are ECDSA on P-256 (prime256v1)", MakeOne, inner: null);

    public static ReleaseException OtherAlgorithm(string origin) =>
        Wrong(origin, "it is an RSA key; signatures here are ECDSA on P-256 (prime256v1)", MakeOne, inner: null);

    public static ReleaseException PasswordMissing(string origin) =>
        Wrong(origin, "it is encrypted and no password was given", "name the password: env:NAME or file:PATH", inner: null);

    public static ReleaseException PasswordWrong(string origin, Exception inner) => Wrong(
        origin,
        "the password is wrong, or the key is damaged or not an ECDSA key",
        $"try it: openssl pkey -noout -in {origin}",
        inner);

    public static ReleaseException LegacyEncryption(string origin, Exception inner) => Wrong(
        origin,
        "it is encrypted in OpenSSL's old form (Proc-Type: 4,ENCRYPTED), whose password protection is weak",
        $"convert it: openssl pkcs8 -topk8 -v2 aes-256-cbc -in {origin} -out new.pem",
        inner);

    public static ReleaseException PublicInsteadOfPrivate(string origin) =>
        Wrong(origin, "it is a public key; signing needs the private one", "name the file or variable of the private key", inner: null);

    public static ReleaseException PrivateInsteadOfPublic(string origin) => Wrong(
        origin,
        "it is a private key; verifying needs the public one, and a private key should not travel",
        $"take its public half: openssl pkey -pubout -in {origin}",
        inner: null);

    public static ReleaseException Exists(string path) => new(
        ExitCode.Refused,
        $"the private key {path} was not written",
        "a file of that name exists; a key is never overwritten",
        "choose another name, or move the old key away if nothing is verified with it any more");

    private static ReleaseException Wrong(string origin, string because, string hint, Exception? inner) =>
        new(ExitCode.Usage, $"the key {origin} cannot be used", because, hint, inner);
}
